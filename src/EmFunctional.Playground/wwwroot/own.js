// Files that are dropped or chosen go to the worker, and what it says to the page. Nothing is sent anywhere.
let worker, page, data, journal = [];

const send = message => {
    worker ??= start();
    worker.postMessage(message);
};

function start() {
    const begun = new Worker(new URL('./worker.js', document.baseURI), { type: 'module' });
    const say = (kind, json) => {
        if (begun !== worker) return; // it was cancelled
        if (kind === 'progress') journal.push(JSON.parse(json).journal);
        page.invokeMethodAsync('Hear', kind, json);
    };
    begun.onmessage = ({ data: { kind, json } }) => say(kind, json);
    begun.onerror = event => say('broken', JSON.stringify(event.message ?? 'the worker could not be started'));
    return begun;
}

async function take(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (/\.(clef|jsonl|log)$/i.test(file.name)) {
        journal = [new TextDecoder().decode(bytes)];
        await page.invokeMethodAsync('TakeJournal', file.name);
        if (data) send({ kind: 'prove', name: file.name, bytes });
    } else {
        stop();
        data = { name: file.name, bytes };
        await page.invokeMethodAsync('TakeData', file.name);
        send({ kind: 'take', ...data });
    }
}

async function takeAll(files) {
    const isJournal = file => /\.(clef|jsonl|log)$/i.test(file.name);
    for (const file of [...files].sort((a, b) => isJournal(a) - isJournal(b))) await take(file);
}

export function begin(dotnet, zone, input) {
    page = dotnet;
    input.addEventListener('change', () => { takeAll(input.files).finally(() => { input.value = ''; }); });
    for (const kind of ['dragenter', 'dragover']) zone.addEventListener(kind, event => { event.preventDefault(); zone.classList.add('over'); });
    for (const kind of ['dragleave', 'drop']) zone.addEventListener(kind, () => zone.classList.remove('over'));
    zone.addEventListener('drop', event => { event.preventDefault(); takeAll(event.dataTransfer.files); });
}

export const takeText = (name, text) => takeAll([new File([text], name)]);

export function fit(asked) {
    journal = [];
    send({ kind: 'fit', asked });
}

// Whatever it is doing, it ends at once; what it has said stays, the journal too.
export function cancel() {
    stop();
    if (!data) return;
    send({ kind: 'take', ...data });
    if (journal.length) send({ kind: 'prove', name: 'run.clef', bytes: new TextEncoder().encode(journal.join('')) });
}

function stop() {
    worker?.terminate();
    worker = undefined;
}

export function save() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(journal, { type: 'application/x-ndjson' }));
    link.download = 'run.clef';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
