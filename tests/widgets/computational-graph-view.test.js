import assert from "node:assert/strict";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {
  EXAMPLES,
  MAX_NODES,
  compile,
  computationalGraph,
  countCrossings,
  createItem,
  drawGraph,
  fields,
  findShapes,
  knownAt,
  layout,
  link,
  normalise,
  orderLayers,
  still,
  trace
} from "../../assets/widgets/computational-graph/index.js";
import {defaults} from "../../assets/widgets/ui/state/fields.js";
import {formatState, parseState} from "../../assets/widgets/ui/state/state-text.js";
import {createRandom} from "./programs.js";

const {document} = parseHTML("<!doctype html><html><body></body></html>");
const SPACING = {gap: 60, maxGap: 200, between: 6, lane: 40, width: 800};

const shown = root =>
  Object.fromEntries(
    [...root.querySelectorAll("[data-name]")].map(node => [
      node.getAttribute("data-name"),
      Number(node.getAttribute("data-value"))
    ])
  );
const findingOf = node => node.querySelector(".w-finding").textContent;
const press = (node, label) =>
  [...node.querySelectorAll("button")].find(button => button.textContent === label).click();
const labelled = (node, label) =>
  node.querySelector(
    `#${[...node.querySelectorAll("label")].find(each => each.textContent === label).getAttribute("for")}`
  );
function enter(node, label, value) {
  const field = labelled(node, label);
  if (field.options) [...field.options].find(option => option.value === value).selected = true;
  else field.value = value;
  field.dispatchEvent(new document.defaultView.Event("input", {bubbles: true}));
  field.dispatchEvent(new document.defaultView.Event("change", {bubbles: true}));
}

/** A widget that opens at an address. */
function opened(query) {
  const parsed = parseHTML("<!doctype html><html><body></body></html>");
  const doc = new Proxy(parsed.document, {
    get: (target, key) => {
      if (key === "defaultView")
        return new Proxy(target.defaultView, {
          get: (view, name) =>
            name === "location" ? {search: `?computational-graph=${query}`} : view[name]
        });
      const value = target[key];
      return typeof value === "function" ? value.bind(target) : value;
    }
  });
  return computationalGraph({document: doc});
}

test("layout places parents left without overlap and separates parallel edges", () => {
  const random = createRandom(8);
  for (let k = 0; k < 300; k += 1) {
    let graph;
    try {
      graph = compile(random.program());
    } catch {
      continue;
    }
    const boxes = graph.nodes.map(() => ({width: 44, height: 90}));
    const edges = graph.nodes.flatMap(({id, parents}) => parents.map(from => ({from, to: id})));
    const plan = layout(boxes, edges, SPACING);
    for (const {from, to} of edges) assert.ok(plan.boxes[from][0] < plan.boxes[to][0]);
    const places = [...plan.boxes, ...plan.edges.flat().map(([x, y]) => [x, y, true])];
    places.forEach(([x, y, lane], i) => {
      assert.ok(y >= 0 && y <= plan.height && x >= 0 && x <= plan.width);
      for (const [ox, oy, otherLane] of places.slice(0, i)) {
        const least = ((lane ? 40 : 90) + (otherLane ? 40 : 90)) / 2;
        if (x === ox) assert.ok(Math.abs(y - oy) >= least - 1e-6, `${y} and ${oy}`);
      }
    });
    const lanes = plan.edges.map(points => points.join()).filter(Boolean);
    assert.equal(new Set(lanes).size, lanes.length);
  }
});

test("layer order avoids crossings", () => {
  const [a, b, c, d, e, f] = [0, 0, 0, 1, 1, 1].map(layer => createItem(layer, {}));
  link(a, f);
  link(b, e);
  link(c, d);
  const layers = [
    [a, b, c],
    [d, e, f]
  ];
  assert.equal(countCrossings(layers), 3);
  assert.equal(countCrossings(orderLayers(layers)), 0);
});

test("largest graph is drawn without two boxes in one position", () => {
  const line = k => `a${k} = a${k - 1} + x${k}`;
  const graph = compile(
    ["a0 = x0 * y", ...Array.from({length: 28}, (_, k) => line(k + 1))].join("\n")
  );
  assert.ok(graph.nodes.length <= MAX_NODES);
  const plan = findShapes(graph, 350);
  assert.ok(plan.height < 6000 && plan.width < 12000);
  assert.equal(
    new Set(plan.nodes.map(({x, y}) => `${x.toFixed()},${y.toFixed()}`)).size,
    graph.nodes.length
  );
});

test("first graph fits a phone and a larger one keeps its distances", () => {
  assert.ok(findShapes(compile("J = (x + y) * z"), 358).width <= 358);
  const {nodes} = findShapes(compile(EXAMPLES.unit.program), 358);
  const columns = [...new Set(nodes.map(({x}) => Math.round(x)))].sort((a, b) => a - b);
  assert.ok(columns[1] - columns[0] >= 44 + 64);
});

test("widget shows only inputs at first and one more number each step", () => {
  const node = computationalGraph({document});
  const values = () => shown(node.querySelector("svg"));
  assert.deepEqual(values(), {x: 1, y: 3, z: -2});
  press(node, "Next step");
  assert.deepEqual(values(), {x: 1, y: 3, v1: 4, z: -2});
  assert.equal(findingOf(node), "Forward: v1 = x + y = 1 + 3 = 4.");
  press(node, "End");
  assert.deepEqual(values(), {
    x: 1,
    y: 3,
    z: -2,
    v1: 4,
    J: -8,
    dJ_dx: -2,
    dJ_dy: -2,
    dJ_dz: 4,
    dJ_dv1: -2,
    dJ_dJ: 1
  });
  assert.equal(findingOf(node), "Done, in one pass back: ∂J/∂x = −2, ∂J/∂y = −2, ∂J/∂z = 4.");
  assert.deepEqual([shown(node).operations, shown(node).reverse, shown(node).forward], [2, 4, 12]);
  press(node, "Back");
  assert.equal(shown(node).step, 7);
  press(node, "Start");
  assert.deepEqual(values(), {x: 1, y: 3, z: -2});
});

test("typed expression gets its inputs and an error keeps the last graph", () => {
  const node = computationalGraph({document, lines: 4});
  enter(node, "Expression", "b = a + a\nc = b^2 + b");
  enter(node, "a =", "2");
  press(node, "End");
  assert.equal(shown(node).dc_da, 18);
  enter(node, "Expression", "b = a + a\nc = b^2 + ");
  assert.match(findingOf(node), /^Line 2, character 11: the end can’t stand here/);
  assert.equal(labelled(node, "Expression").getAttribute("aria-invalid"), "true");
  assert.equal(node.querySelector(".cg-error mark").textContent, " ");
  assert.equal(shown(node).dc_da, 18);
  enter(node, "Expression", "b = a + a\nc = b^2 + b + q");
  assert.equal(labelled(node, "Expression").getAttribute("aria-invalid"), "false");
  assert.equal(shown(node).q, 1);
  assert.equal(shown(node).a, 2);
});

test("input keeps its number while the program is typed", () => {
  const node = computationalGraph({document});
  const field = name => Number(labelled(node, `${name} =`).value);
  enter(node, "x =", "5");
  enter(node, "Expression", "J = y*z");
  enter(node, "y =", "4");
  enter(node, "Expression", "J = x*y");
  assert.deepEqual([field("x"), shown(node).x, shown(node).y], [5, 5, 4]);
  press(node, "Reset");
  assert.deepEqual([field("x"), shown(node).x, shown(node).y], [1, 1, 3]);
  enter(node, "Example", "network");
  enter(node, "Example", "product");
  enter(node, "Expression", "J = x2*x");
  assert.equal(field("x2"), shown(node).x2);
});

test("invalid number is marked and changes nothing", () => {
  const node = computationalGraph({document});
  enter(node, "x =", "");
  assert.equal(shown(node).x, 1);
  assert.equal(labelled(node, "x =").getAttribute("aria-invalid"), "true");
  enter(node, "x =", "-4.5");
  assert.equal(shown(node).x, -4.5);
});

test("modes and table show their derivatives", () => {
  const node = computationalGraph({document});
  enter(node, "Example", "paths");
  press(node, "End");
  assert.equal(shown(node).dc_da, 18);
  enter(node, "Derivatives", "naive");
  press(node, "End");
  assert.equal(shown(node).dc_da, 34);
  assert.match(node.querySelector("svg").textContent, /∂ 34✗ not 18/);
  enter(node, "Derivatives", "forward");
  press(node, "End");
  assert.equal(shown(node).dc_da, 18);
  enter(node, "Example", "product");
  enter(node, "by input", "z");
  press(node, "End");
  assert.equal(shown(node).dJ_dz, 4);
  const table = labelled(node, "As a table");
  table.checked = true;
  table.dispatchEvent(new document.defaultView.Event("change", {bubbles: true}));
  assert.equal(node.querySelector("svg.cg-graph"), null);
  assert.equal(node.querySelectorAll(".cg-table tbody tr").length, 5);
  assert.equal(shown(node.querySelector(".cg-table")).dJ_dz, 4);
});

test("every step of every example is drawn with finite numbers", () => {
  for (const {program, at} of Object.values(EXAMPLES)) {
    const graph = compile(program);
    const traced = trace(graph, at, {mode: "reverse", input: graph.inputs[0]});
    traced.steps.forEach((_, k) => {
      const svg = drawGraph(document, knownAt(traced, k), {
        width: 700,
        label: "a graph"
      });
      assert.doesNotMatch(svg.outerHTML, /NaN|undefined|Infinity/);
    });
  }
});

test("link restores the state", () => {
  const state = {
    ...defaults(fields),
    program: "b = a + a\nc = b^2 + b",
    at: {a: -2.5e-7},
    mode: "naive",
    step: 12
  };
  const text = formatState(fields, state);
  assert.equal(text, "program:b=a+a;c=b^2+b,at:a=-2.5e-7,mode:naive,step:12");
  const read = parseState(fields, text);
  assert.deepEqual(read, {state: {...state, program: "b=a+a\nc=b^2+b"}, problems: []});
  assert.equal(
    parseState(fields, formatState(fields, {...state, program: "f(x, y): 100% & #"})).state.program,
    "f(x, y): 100% & #"
  );
});

test("widget opens with any link", () => {
  const node = opened(encodeURIComponent("program:b=a+a;c=b*b+b,at:a=2,step:99"));
  assert.equal(shown(node).dc_da, 18);
  assert.equal(labelled(node, "Expression").value, "b=a+a; c=b*b+b");
  const cases = [
    "program:",
    "program:((((",
    "at:x=NaN",
    "at:constructor",
    "at:x",
    "step:-1",
    "step:1e9",
    "mode:up",
    "input:nobody,mode:forward",
    "nonsense",
    "%E0%A4%A",
    `program:${"x".repeat(1e5)}`,
    "at:x=1e999",
    "program:__proto__*x,at:__proto__=3"
  ];
  for (const query of cases) {
    const widget = opened(encodeURIComponent(query));
    assert.ok(findingOf(widget).length > 10, query.slice(0, 40));
    assert.ok(widget.querySelector("svg"), query.slice(0, 40));
    assert.doesNotMatch(widget.textContent, /NaN(?! )|undefined/, query.slice(0, 40));
  }
  assert.match(opened("at:x=1e999").textContent, /invalid at/);
  assert.match(opened("at:").textContent, /invalid at/);
  assert.doesNotMatch(opened("program:b=2*3,at:none").textContent, /invalid|ignored/);
});

test("error in the second line of a link is shown by a field of one line", () => {
  const node = opened("program:b=a%2Ba;c=b@b");
  assert.match(findingOf(node), /^Line 2, character 4: “@” has no meaning here/);
  assert.equal(node.querySelector(".cg-error pre").textContent, "c=b@b\n   ↑");
});

test("link with settings that its program lacks names them", () => {
  const notices = text =>
    [...opened(encodeURIComponent(text)).querySelectorAll(".w-message p")].map(p => p.textContent);
  assert.deepEqual(notices("program:b=a+a;c=b*b+b,at:a=2;q=1,input:nobody,step:99"), [
    "ignored input: nobody (want one of a)",
    "ignored at: q (want one of a)",
    "ignored step: 99 (want at most 13, the last one)"
  ]);
  assert.deepEqual(notices("program:b=a+a;c=b*b+b,at:a=2,input:a,step:13"), []);
  assert.deepEqual(notices("program:((,step:99"), []);
  assert.deepEqual(notices("program:J=q*r"), []);
  const many = notices(`at:${Array.from({length: 5000}, (_, k) => `q${k}=1`).join(";")}`);
  assert.deepEqual([many.length, many.at(-1)], [6, "and 4995 more"]);
});

test("widget accepts names of object members as inputs", () => {
  for (const name of ["constructor", "valueOf", "toString"]) {
    const node = opened(`program:J=${name}*x`);
    assert.equal(shown(node)[name], 1);
    assert.match(findingOf(node), new RegExp(`^Given: ${name} = 1, x = 1`));
  }
});

test("still shows the first state without data names", () => {
  const picture = still(document);
  assert.equal(picture.getAttribute("role"), "img");
  assert.deepEqual(shown(picture), {});
  assert.ok(picture.querySelectorAll("text").length > 6);
});

test("normalise keeps the given state and is stable", () => {
  const given = Object.freeze({...defaults(fields), program: "J = x*y", input: "z", step: 9});
  const {state, ignored} = normalise(given);
  assert.deepEqual([state.at, state.input, state.step], [{x: 1, y: 3}, "", 5]);
  assert.equal(ignored.length, 2);
  const again = normalise(state).state;
  assert.deepEqual(again, state);
  assert.equal(again.at, state.at);
});

test("normalise restores choices that a half typed program lacks", () => {
  const {state: start} = normalise({...defaults(fields), mode: "forward", input: "z", step: 2});
  const {state: middle} = normalise({...start, program: "J = x"});
  assert.deepEqual([middle.input, middle.step], ["", 1]);
  const {state: end} = normalise({...middle, program: "J = x*z"});
  assert.deepEqual([end.input, end.step, end.at], ["z", 2, {x: 1, z: -2}]);
});
