// The page of em watch. The server says how each run stands; pictures and tables are asked for. All text comes in by textContent, and pictures as images, in
// which no script runs.
"use strict";

const narrow = matchMedia("(max-width: 44rem)");
const runs = [];

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// Asks for one thing at a time; of the wishes that come meanwhile the last counts.
function latest(ask) {
  let isBusy = false;
  let next = null;
  return async function want(wish) {
    next = wish;
    if (isBusy) return;
    isBusy = true;
    try {
      while (next !== null) {
        const now = next;
        next = null;
        await ask(now);
      }
    } finally {
      isBusy = false;
    }
  };
}

async function json(path) {
  try {
    const answer = await fetch(`${path}?columns=${narrow.matches ? 1 : 2}`, { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // the connection says that the server is away
  }
}

const rest = milliseconds => new Promise(done => setTimeout(done, milliseconds));

// An image stays while the next is made, so that nothing jumps.
function showFigures(place, figures) {
  while (place.children.length > figures.length) place.lastElementChild.remove();
  figures.forEach((figure, i) => {
    const image = place.children[i] ?? place.appendChild(element("img"));
    if (image.svg === figure.svg) return;
    image.svg = figure.svg;
    const before = image.src;
    image.src = URL.createObjectURL(new Blob([figure.svg], { type: "image/svg+xml" }));
    image.alt = figure.caption ? `${figure.title}. ${figure.caption}` : figure.title;
    if (before) URL.revokeObjectURL(before);
  });
}

// The place is kept where somebody has scrolled a table to the side.
function showTables(place, tables, caption) {
  const scrolled = [...place.children].map(each => each.scrollLeft);
  const focused = [...place.children].indexOf(document.activeElement);
  place.replaceChildren(...tables.map(table => {
    const made = element("table");
    made.append(element("caption", caption));
    const head = element("tr");
    table.columns.forEach(name => head.append(element("th", name, { scope: "col" })));
    made.append(element("thead"), element("tbody"));
    made.tHead.append(head);
    table.rows.forEach(cells => {
      const row = element("tr");
      cells.forEach((cell, i) => row.append(i === 0 ? element("th", cell, { scope: "row" }) : element("td", cell)));
      made.tBodies[0].append(row);
    });
    const scroll = element("div", undefined, { class: "scroll", tabindex: "0", role: "region", "aria-label": caption });
    scroll.append(made);
    return scroll;
  }));
  [...place.children].forEach((each, i) => { each.scrollLeft = scrolled[i] ?? 0; });
  if (focused >= 0) place.children[focused]?.focus();
}

// Text that is the same is not written again: a screen reader would say it again.
function showLines(place, name, lines) {
  if (place.lines === lines.join("\n")) return;
  place.lines = lines.join("\n");
  place.replaceChildren(...lines.map(line => element(name, line)));
}

class Run {
  constructor(index) {
    const root = document.getElementById("run").content.cloneNode(true).firstElementChild;
    Object.assign(this, { index, root, view: null, isAtNewest: true, at: 0 });
    const find = selector => root.querySelector(selector);
    this.find = find;
    this.range = find("input[type=range]");
    this.number = find("input[type=number]");
    find("h2").id = `run-${index}`;
    root.setAttribute("aria-labelledby", `run-${index}`);
    this.wantIterate = latest(async iteration => {
      const view = await json(`runs/${index}/at/${iteration}`);
      if (view) this.showIterate(view);
      if (this.isAtNewest) await rest(200);
    });
    this.wantCourse = latest(async () => {
      const course = await json(`runs/${index}/course`);
      if (course) showFigures(find(".course .figures"), course.figures);
      await rest(500);
    });
    this.range.addEventListener("input", () => this.go(this.range.valueAsNumber));
    this.number.addEventListener("change", () => this.go(this.number.valueAsNumber));
    find(".back").addEventListener("click", () => this.go(this.at - 1));
    find(".on").addEventListener("click", () => this.go(this.at + 1));
    find(".newest").addEventListener("click", () => this.stay(!this.isAtNewest));
  }

  stay(isAtNewest) {
    this.isAtNewest = isAtNewest;
    this.find(".newest").setAttribute("aria-pressed", String(isAtNewest));
    if (isAtNewest && this.view?.last >= 0) this.look(this.view.last);
  }

  // Whoever moves the slider looks at the past, and stays there.
  go(iteration) {
    if (!Number.isInteger(iteration) || !this.view || this.view.last < 0) return;
    this.stay(false);
    this.look(Math.min(Math.max(iteration, 0), this.view.last));
  }

  look(iteration) {
    this.at = iteration;
    this.range.value = this.number.value = iteration;
    this.find(".back").disabled = iteration <= 0;
    this.find(".on").disabled = iteration >= this.view.last;
    this.range.setAttribute("aria-valuetext", `iteration ${iteration} of ${this.view.last}`);
    this.wantIterate(iteration);
  }

  show(view) {
    const isOther = this.view?.run !== view.run;
    this.view = view;
    this.find("h2").textContent = view.name;
    this.find(".title").textContent = view.title;
    this.find(".says").className = `says ${view.tone}`;
    showLines(this.find(".says"), "p", view.says);
    showLines(this.find(".notes"), "li", view.notes);
    this.showNumbers(view);
    const has = view.last >= 0;
    this.find(".parts").hidden = !has;
    this.range.disabled = this.number.disabled = !has;
    this.range.max = this.number.max = Math.max(view.last, 0);
    if (!has) return;
    if (isOther || this.at > view.last) this.stay(true);
    else if (this.isAtNewest) this.look(view.last);
    else this.find(".on").disabled = this.at >= view.last;
    this.wantCourse();
  }

  showNumbers(view) {
    const numbers = view.written ? [...view.numbers, { name: "last line written", value: new Date(view.written).toLocaleTimeString() }] : view.numbers;
    const place = this.find(".numbers");
    if (place.children.length !== numbers.length)
      place.replaceChildren(...numbers.map(() => {
        const pair = element("div");
        pair.append(element("dt"), element("dd"));
        return pair;
      }));
    numbers.forEach((number, i) => {
      place.children[i].firstElementChild.textContent = number.name;
      place.children[i].lastElementChild.textContent = number.value;
    });
  }

  showIterate(view) {
    if (!this.isAtNewest && view.asked !== this.at) return; // somebody has moved on
    this.find(".now h3").textContent = `At iteration ${view.asked}`;
    this.range.setAttribute("aria-valuetext", `iteration ${view.asked} of ${this.view.last}, ${view.objective}`);
    showLines(this.find(".said"), "p", [`${view.objective[0].toUpperCase()}${view.objective.slice(1)}.`, ...view.notes]);
    showFigures(this.find(".now .figures"), view.figures);
    showTables(this.find(".tables"), view.tables, `Parameters at iteration ${view.iteration}`);
  }
}

const wantBeside = latest(async () => {
  const course = await json("course");
  if (course) {
    showFigures(document.querySelector("#beside .figures"), course.figures);
    document.querySelector("#beside .why").textContent = course.why;
  }
  await rest(500);
});

function begin(count) {
  const place = document.getElementById("runs");
  if (runs.length !== count) {
    runs.splice(0);
    for (let i = 0; i < count; i++) runs.push(new Run(i));
    place.replaceChildren(...runs.map(run => run.root));
    place.classList.toggle("several", count > 1);
    document.getElementById("beside").hidden = count < 2;
  }
}

function tell(text, isLost) {
  const place = document.getElementById("connection");
  if (place.textContent !== text) place.textContent = text;
  place.classList.toggle("lost", isLost);
}

// The browser asks again by itself after a loss, but not after an answer that is none, and it does not notice a connection that has gone dead.
let watchdog;
let source;
function connect() {
  source?.close();
  source = new EventSource("events");
  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(lost, 15000);
    tell("Connected: what is shown is how the runs stand now.", false);
  };
  const lost = () => {
    tell("The server is away: what is shown is how the runs stood. The page asks again every two seconds.", true);
    clearTimeout(watchdog);
    source.close();
    setTimeout(connect, 2000);
  };
  source.addEventListener("runs", event => { alive(); begin(Number(event.data)); });
  source.addEventListener("still-here", alive);
  source.addEventListener("run", event => {
    alive();
    const view = JSON.parse(event.data);
    runs[view.index].show(view);
    document.title = `${runs.map(run => run.view ? `${run.view.name} ${run.view.last < 0 ? "" : run.view.last}`.trim() : "…").join(", ")} – em watch`;
    if (runs.length > 1) wantBeside();
  });
  source.addEventListener("error", lost);
}

narrow.addEventListener("change", () => {
  runs.forEach(run => { if (run.view?.last >= 0) { run.look(run.at); run.wantCourse(); } });
  if (runs.length > 1) wantBeside();
});

connect();
