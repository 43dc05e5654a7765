// A second runtime of the library, beside the one of the page: a fit in it leaves the page alive. Cancelling ends this worker.
import { dotnet } from './_framework/dotnet.js';

const ready = (async () => {
    const { getAssemblyExports } = await dotnet.create();
    return (await getAssemblyExports('EmFunctional.Playground.dll')).EmFunctional.Playground.Own.Desk;
})();

const slice = 100; // ms between two messages

onmessage = async ({ data: { kind, name, bytes, asked } }) => {
    try {
        const desk = await ready;
        if (kind === 'take') {
            postMessage({ kind: 'columns', json: desk.Take(name, bytes) });
        } else if (kind === 'prove') {
            postMessage({ kind: 'proved', json: desk.Prove(name, bytes) });
            postMessage({ kind: 'shown', json: desk.Show() });
        } else {
            let json = desk.Begin(asked);
            for (; ;) {
                postMessage({ kind: 'progress', json });
                if (JSON.parse(json).isOver) break;
                json = desk.Go(slice);
            }
            postMessage({ kind: 'shown', json: desk.Show() });
        }
    } catch (error) {
        postMessage({ kind: 'broken', json: JSON.stringify(`${error.message ?? error}`) });
    }
};
