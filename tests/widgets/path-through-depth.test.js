import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {
  bothChains,
  bound,
  chain,
  finding,
  firstDead,
  layerFinding,
  short,
  weights,
  written,
  decades,
  logScale,
  powerTicks,
  placeLegend,
  layerAt,
  still,
  fields,
  pathThroughDepth
} from "../../assets/widgets/path-through-depth/index.js";
import {defaults} from "../../assets/widgets/ui/state/fields.js";
import {formatState, parseState} from "../../assets/widgets/ui/state/state-text.js";

const golden = JSON.parse(
  readFileSync(new URL("../golden/path-through-depth.json", import.meta.url))
);

function close(actual, expected, what) {
  const scale = Math.max(Math.abs(actual), Math.abs(expected));
  assert.ok(Math.abs(actual - expected) <= 1e-12 * scale, `${what}: ${actual} ≠ ${expected}`);
}

test("each z and the product of the factors agree with the engine", () => {
  assert.equal(golden.length, 10);
  for (const {activation, weights: w, z, delta} of golden) {
    const units = chain(activation, w);
    units.forEach((unit, i) => {
      close(unit.z, z[i], `${activation} z ${i}`);
      close(unit.product, w[i] * delta[i], `${activation} product ${i}`);
      close(
        unit.factor,
        i + 1 < w.length && delta[i + 1]
          ? (w[i] * delta[i]) / (w[i + 1] * delta[i + 1])
          : unit.w * unit.slope,
        `${activation} factor ${i}`
      );
    });
  }
});

test("∂a^(L)/∂x at layer 1 agrees with a central difference", () => {
  for (const activation of ["sigmoid", "relu"]) {
    const w = weights({layers: 6, m: 1.7, seed: 5, signed: false});
    const out = x => chain(activation, w, x).at(-1).a;
    const numeric = (out(1 + 1e-5) - out(1 - 1e-5)) / 2e-5;
    assert.ok(Math.abs(numeric / chain(activation, w)[0].product - 1) < 1e-6, activation);
  }
});

test("weights depend on the seed alone, layers add weights and signs change only signs", () => {
  const base = {layers: 5, m: 2, seed: 3, signed: false};
  assert.deepEqual(weights({...base, layers: 9}).slice(0, 5), weights(base));
  assert.deepEqual(weights({...base, signed: true}).map(Math.abs), weights(base));
  assert.ok(weights({...base, layers: 30, signed: true}).some(w => w < 0));
  assert.ok(weights({...base, seed: 4}).every((w, i) => w !== weights(base)[i]));
});

test("a sigmoid's factor never exceeds 0.224 / a, whatever the weight", () => {
  for (let w = -40; w <= 40; w += 0.1)
    for (const a of [0.5, 0.8, 1]) assert.ok(chain("sigmoid", [w], a)[0].factor <= 0.22388 / a);
});

test("a ReLU chain is reported dead from its first negative weight on", () => {
  const chains = bothChains({layers: 10, m: 1.8, seed: 20, signed: true});
  assert.equal(firstDead(chains.relu), 1 + chains.relu.findIndex(({w}) => w < 0));
  assert.ok(chains.relu.every(({product}) => product === 0));
  assert.match(
    finding(chains),
    /the ReLU path passes back nothing: its unit at layer 4 is dead\.$/
  );
  assert.equal(firstDead(chains.sigmoid), 0);
});

test("the lab and the notes state the numbers of the first seed", () => {
  const [once, twice] = [1.8, 3.6].map(m => bothChains({...defaults(fields), m}));
  const largest = (units, key) => units.indexOf(units.toSorted((a, b) => b[key] - a[key])[0]) + 1;
  assert.equal(largest(once.sigmoid, "w"), 8);
  assert.ok(
    twice.sigmoid[7].factor < once.sigmoid[7].factor &&
      twice.relu[0].product > 1000 * once.relu[0].product
  );
  assert.ok(bothChains({...defaults(fields), layers: 30, m: 1.9}).relu[0].product < 0.1);
  assert.ok(
    once.sigmoid[5].factor === Math.min(...once.sigmoid.map(({factor}) => factor)),
    "layer 6 has the longest bar"
  );
});

test("the staircase falls by a quarter per layer down to layer 1", () => {
  assert.deepEqual(bound(3), [0.25 ** 3, 0.25 ** 2, 0.25]);
});

test("numbers have two digits, all digits before the point, or a power of ten", () => {
  const texts = [
    [0.5, "0.5"],
    [1531.99, "1532"],
    [7.26e-8, "7.3×10⁻⁸"],
    [-0.214, "−0.21"],
    [0.01523, "0.015"],
    [3.859e8, "3.9×10⁸"],
    [0, "0"],
    [4.56e-4, "4.6×10⁻⁴"],
    [-4e-30, "−4.0×10⁻³⁰"],
    [0.00999, "0.01"],
    [999500, "1.0×10⁶"],
    [99999, "99999"]
  ];
  for (const [value, text] of texts) assert.equal(short(value), text);
});

test("the scale places every number between its edges in order, 0 lowest", () => {
  for (const domain of [
    [-4, 1],
    [-31, 9],
    [-100, 1]
  ]) {
    for (const withZero of [false, true]) {
      const {level, y, zero, ticks} = logScale(domain, [200, 20], withZero);
      const places = [10 ** domain[1], 5, 1, 0.3, 10 ** domain[0], ...(withZero ? [0] : [])].map(
        level
      );
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b)
      );
      assert.ok(places[0] >= 20 + 6 && places.at(-1) <= 200 - 6, places.join());
      assert.equal(level(-0.3), level(0.3));
      assert.equal(ticks.at(-1)[1] === "0", withZero);
      if (withZero) assert.ok(y(zero) - level(10 ** domain[0]) > 30);
    }
  }
});

test("legend entries stay within any width and do not overlap", () => {
  for (let width = 300; width <= 1100; width += 7) {
    for (const signed of [false, true]) {
      const {height, entries} = placeLegend({left: 58, width, font: 17, signed});
      const places = entries.map(({name, place: {x, y}}) => ({name, x, y}));
      assert.equal(places.length, signed ? 4 : 3);
      places.forEach(({x, y, name}, i) => {
        assert.ok(
          x >= 58 && x + 34 + 9 * name.length <= width + 30 && y < height,
          `${width} ${name}`
        );
        const next = places[i + 1];
        if (next) assert.ok(next.y > y || next.x > x + 34, `${width} ${name}`);
      });
    }
  }
});

test("the still names every mark and has no read-outs", () => {
  const {document} = parseHTML("<!doctype html><html><body></body></html>");
  const picture = still(document);
  assert.equal(picture.querySelector("[data-name]"), null);
  for (const text of [
    "factor w·σ′(z)",
    "running product",
    "slopes alone, 0.25 each",
    "Sigmoid",
    "ReLU",
    "gradient flows",
    "input",
    "output"
  ]) {
    assert.ok(picture.textContent.includes(text), text);
  }
  assert.match(
    picture.getAttribute("aria-label"),
    /dotted, beside the sigmoid: a quarter each\. Over 10 layers/
  );
});

test("the mark of the chosen layer has the length of its bar and ends at the product", () => {
  const node = open("layers:7,layer:4");
  const panels = [...node.querySelectorAll(".ptd-step")].map(mark => mark.parentNode);
  assert.equal(panels.length, 2);
  for (const panel of panels) {
    const [, from, to] = /^M[^,]+,([\d.]+)H.*V([\d.]+)M/
      .exec(panel.querySelector(".ptd-step").getAttribute("d"))
      .map(Number);
    const [bar] = subpaths(panel, ".wash-bwd.box").slice(3);
    assert.ok(Math.abs(Math.abs(to - from) - Math.abs(Number(/v(-?[\d.]+)/.exec(bar)[1]))) < 1e-9);
    const [dot] = subpaths(panel, ".fill-bwd").slice(3);
    assert.equal(to, Number(/,([\d.]+)a/.exec(dot)[1]));
  }
  assert.equal(open("signed:on,seed:20").querySelectorAll(".ptd-step").length, 1);
});

test("only the sigmoid has a staircase, and negative products are hollow", () => {
  const [sigmoid, relu] = [...open("signed:on,seed:20").querySelectorAll(".ptd-layers")].map(
    area => area.parentNode
  );
  assert.ok(sigmoid.querySelector(".dotted") && !relu.querySelector(".dotted"));
  const products = bothChains({...defaults(fields), signed: true, seed: 20}).sigmoid.map(
    ({product}) => product
  );
  assert.equal(
    subpaths(sigmoid, ".node.bwd").length,
    products.filter(product => product < 0).length
  );
  assert.equal(
    subpaths(sigmoid, ".fill-bwd").length,
    products.filter(product => product > 0).length
  );
  assert.ok(products.some(product => product < 0) && products.some(product => product > 0));
});

test("a dead chain is drawn at 0 with a cross at its first dead layer", () => {
  const node = open("signed:on,seed:20");
  const text = node.querySelector("svg.ptd").textContent;
  assert.match(text, /dead at layer 4: passes back 0/);
  assert.match(text, /negative/);
  assert.match(text, /⋮/);
  assert.equal(subpaths(node, "path.wash-bwd:not(.box)").length, 7);
  assert.doesNotMatch(open("").querySelector("svg.ptd").textContent, /dead|⋮|negative/);
});

/** The marks that the paths of one kind draw, each a subpath. */
function subpaths(node, selector) {
  return [...node.querySelectorAll(selector)].flatMap(
    path => path.getAttribute("d").match(/M[^M]+/g) ?? []
  );
}

test("a click in a panel chooses the layer below the pointer", () => {
  const area = {
    classList: {contains: name => name === "ptd-layers"},
    getBoundingClientRect: () => ({left: 100, width: 300})
  };
  assert.deepEqual(
    [100, 129, 131, 400, 401].map(clientX => layerAt(area, clientX, 10)),
    [1, 1, 2, 10, 10]
  );
  assert.equal(layerAt({classList: {contains: () => false}}, 200, 10), 0);
});

function open(state) {
  const {document} = parseHTML("<!doctype html><html><body></body></html>");
  document.defaultView.location = new URL(`https://x.invalid/?path-through-depth=${state}`);
  return pathThroughDepth({document});
}

test("random and extreme settings are drawn within the axis and restored by links", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const whole = most => 1 + Math.floor(random() * most);
  for (let i = 0; i < 1000; i += 1) {
    const extreme = i % 4 === 0;
    const state = {
      layers: extreme ? [1, 30][i % 8 && 1] : whole(30),
      m: extreme ? [0.1, 4][i % 3 && 1] : whole(40) / 10,
      layer: 1,
      seed: whole(999),
      signed: random() < 0.3
    };
    const chains = bothChains(state);
    const units = Object.values(chains).flat();
    assert.ok(units.every(unit => Object.values(unit).every(Number.isFinite)));
    const [low, high] = decades(chains);
    for (const {product} of units)
      if (product)
        assert.ok(Math.log10(Math.abs(product)) >= low && Math.log10(Math.abs(product)) <= high);
    assert.ok(
      powerTicks([low, high]).length <= 9 && powerTicks([low, high]).some(([power]) => power === 0)
    );
    const text = formatState(fields, state);
    assert.deepEqual(parseState(fields, text), {state, problems: []});
    if (i % 20 === 0) assert.equal(open(text).querySelectorAll("tbody tr").length, state.layers);
  }
});

test("an invalid link gives a notice and no exception", () => {
  for (const text of [
    "layers:0",
    "layers:31",
    "layers:NaN",
    "m:-1",
    "m:1e9",
    "seed:0.5",
    "signed:maybe",
    "layer:x",
    "x".repeat(100_000)
  ]) {
    const {state, problems} = parseState(fields, text);
    assert.equal(problems.length, 1, text.slice(0, 20));
    assert.deepEqual(state, defaults(fields));
    assert.equal(open(text).querySelectorAll(".w-message p").length, 1);
  }
  assert.match(
    open("layers:5,layer:9").querySelector(".w-message p").textContent,
    /^ignored layer: 9 \(want at most 5/
  );
});

test("the table lists every factor and product, and the panel the arithmetic of the chosen layer", () => {
  const node = open("layers:4,layer:3");
  const {sigmoid} = bothChains({...defaults(fields), layers: 4});
  const read = name => Number(node.querySelector(`[data-name=${name}]`).getAttribute("data-value"));
  sigmoid.forEach(({factor, product}, i) =>
    assert.deepEqual(
      [read(`sigmoid_factor_${i + 1}`), read(`sigmoid_product_${i + 1}`)],
      [factor, product]
    )
  );
  assert.equal(read("sigmoid_kept"), sigmoid[0].product);
  const panel = node.querySelector(".ptd-panel > div");
  const numbers = [...panel.querySelectorAll("mn")].map(n => n.textContent);
  assert.ok(
    numbers.includes("3") && numbers.includes(written(sigmoid[2].factor)),
    numbers.join(" ")
  );
  const [, z, factor, product] = [...panel.querySelectorAll("p")].map(line =>
    [...line.querySelectorAll("math")].map(part => part.textContent).join("")
  );
  assert.match(z, /^z3=w3a2=/);
  assert.match(factor, /^w3·σ′\(z3\)=/);
  assert.equal(
    product,
    `${written(sigmoid[3].product)}·${written(sigmoid[2].factor)}=${written(sigmoid[2].product)}`
  );
});

test("every line of the arithmetic can be checked by hand with the printed numbers", () => {
  const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const plain = text =>
    text.replace(
      /×10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g,
      (_, minus, digits) =>
        `e${minus && "-"}${[...digits].map(d => SUPERSCRIPTS.indexOf(d)).join("")}`
    );
  const read = text => Number(plain(text).replace("−", "-").replace(/[()]/g, ""));
  let [checked, about] = [0, 0];
  for (const setting of [
    "",
    "layers:20,m:2",
    "m:3.6",
    "layers:30,m:4",
    "layers:30,m:0.1",
    "layers:12,m:2,signed:on,seed:20"
  ]) {
    const layers = Number(/layers:(\d+)/.exec(setting)?.[1] ?? 10);
    for (let layer = 1; layer <= layers; layer += 1) {
      for (const line of open(`${setting},layer:${layer}`.replace(/^,/, "")).querySelectorAll(
        ".ptd-panel p:not(.ptd-name)"
      )) {
        const text = [...line.querySelectorAll("math")].map(part => part.textContent).join("");
        const [, a, b, sign, c] = /(?:^|=)([^=·]+)·([^=·]+)([=≈])([^=·]+)$/.exec(text);
        const [product, result] = [read(a) * read(b), read(c)];
        assert.ok(
          Math.abs(product - result) <= 1.5e-3 * Math.abs(result),
          `${setting} layer ${layer}: ${text}`
        );
        assert.equal(
          sign,
          written(product) === c.replace(/[()]/g, "") ? "=" : "≈",
          `${setting} layer ${layer}: ${text}`
        );
        checked += 1;
        about += sign === "≈";
      }
    }
  }
  assert.equal(checked, 6 * (10 + 20 + 10 + 30 + 30 + 12));
  assert.ok(about > 0 && about < checked / 2, String(about));
});

test("numbers of a calculation have four digits", () => {
  for (const [value, text] of [
    [1.344999, "1.345"],
    [0.00123456, "0.001235"],
    [7.26e-8, "7.260×10⁻⁸"],
    [1531.99, "1532"],
    [0, "0"],
    [-0.5, "−0.5"]
  ]) {
    assert.equal(written(value), text);
  }
});

test("the chosen layer is announced to screen readers", () => {
  const chains = bothChains(defaults(fields));
  const text = ({factor, product}) => `factor ${written(factor)}, product ${written(product)}`;
  assert.equal(
    layerFinding(chains, 10),
    `Layer 10: sigmoid, ${text(chains.sigmoid[9])}; ReLU, ${text(chains.relu[9])}.`
  );
});
