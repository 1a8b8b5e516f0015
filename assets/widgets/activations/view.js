/**
 * The widget "activations": choose a function and its α, move a point along z, read value, slope
 * and what passes back.
 */

import {ACTIVATIONS} from "../engine/activations.js";
import {createHtml, redraw} from "../ui/dom.js";
import {button, checkboxes, select, slider} from "../ui/inputs.js";
import {createMath} from "../ui/math.js";
import {
  bracketed,
  createReadout,
  equals,
  formatNumber,
  mark,
  rounded,
  threeDigits
} from "../ui/readout.js";
import {choice, choices, flag, number} from "../ui/state.js";
import {createWidget} from "../ui/widget.js";
import {RANGE, STEP, compared, delta, finding, reading, readings, titleOf} from "./core.js";
import {plot, scales, sizes, tones} from "./drawing.js";

const [min, max] = RANGE;
const names = Object.keys(ACTIVATIONS);
const titles = new Map(names.map(name => [name, titleOf(name)]));
const parameters = Object.fromEntries(
  names.filter(name => ACTIVATIONS[name].parameter).map(name => [name, ACTIVATIONS[name].parameter])
);
const UPSTREAM = {min: -2, max: 2, step: 0.1, value: 1};

export const fields = {
  activation: choice(titles.keys(), "sigmoid"),
  z: number({min, max, step: STEP, value: 0}),
  whole: flag(false),
  overlay: choices(titles.keys(), []),
  upstream: number(UPSTREAM),
  ...Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, number(parameter)])
  )
};

/**
 * @param {{document?: Document, invalidation?: Promise<void>}} [options]
 * @returns {HTMLElement}
 */
export function activations({document = globalThis.document, invalidation} = {}) {
  const h = createHtml(document);
  const controls = {
    activation: select({document, label: "Activation", options: titles, value: "sigmoid"}),
    z: slider({document, label: "z", min, max, step: STEP, value: 0}),
    overlay: checkboxes({document, label: "Compare with", options: titles}),
    upstream: slider({
      document,
      label: "Upstream ∂J/∂a",
      name: "upstream",
      tone: "bwd",
      ...UPSTREAM
    }),
    ...Object.fromEntries(
      Object.entries(parameters).map(([name, parameter]) => [
        name,
        slider({document, label: "Slope parameter α", name: "alpha", ...parameter})
      ])
    )
  };
  const parameter = h("div", {class: "act-alpha"});
  const passed = createProduct(document);
  const f = createReadout({document, name: "f", label: "f(z)", tone: "fwd"});
  const df = createReadout({document, name: "df", label: "f′(z)", tone: "bwd"});
  const whole = button({
    document,
    label: "Whole range",
    pressed: false,
    onclick: () => frame.set({whole: !frame.state.whole})
  });
  const figure = h("div", {class: "w-drag"});
  const table = createTable(document);
  let size = sizes(0);
  const frame = createWidget({
    document,
    name: "activations",
    fields,
    controls,
    invalidation,
    origin: "computed",
    aside: [
      controls.activation,
      parameter,
      controls.z,
      h("div", {class: "w-readouts"}, f.node, df.node),
      h("div", {class: "act-upstream"}, controls.upstream, passed.node),
      controls.overlay,
      whole
    ],
    figure: [figure, table.node],
    paint: (state, {width, format, precise}) => {
      size = sizes(width);
      const alpha = state[state.activation];
      const values = reading(state.activation, state.z, alpha);
      f.update(values.f, format);
      df.update(values.df, format);
      passed.update(values.df, state.upstream, precise ? format : threeDigits);
      const shown = parameters[state.activation] && controls[state.activation];
      if (parameter.firstChild !== (shown ?? null))
        parameter.replaceChildren(...[shown].filter(Boolean));
      for (const name of Object.keys(parameters))
        retitle(controls, name, titleOf(name, state[name]));
      colour(controls.overlay, tones(state));
      whole.setAttribute("aria-pressed", String(state.whole));
      redraw(figure, plot(document, size, state, {format}));
      return [
        finding(state.activation, state.z, format, {alpha, upstream: state.upstream}),
        compared(state, format)
      ];
    },
    settle: (state, {format}) => table.show(state, format)
  });
  dragAlong(figure, part => frame.set({z: placeAt(part, size)}));
  return frame.node;
}

/** A function's name in both lists of choices, which says its α. */
function retitle({activation, overlay}, name, title) {
  activation.querySelector(`option[value=${name}]`).textContent = title;
  overlay.querySelectorAll("label")[names.indexOf(name)].textContent = title;
}

/** Each box in the hue of its curve; the chosen function's is blue. */
function colour(overlay, tone) {
  overlay
    .querySelectorAll("input")
    .forEach((box, i) => (box.className = tone.get(names[i]) ?? "fwd"));
}

/** What the drawing shows at the point, for those who don't see it. */
function createTable(document) {
  const h = createHtml(document);
  const caption = h("caption");
  const body = h("tbody");
  const head = ["function", "f(z)", "f′(z)", "δ", "remark"].map(text =>
    h("th", {scope: "col"}, text)
  );
  const cell = (row, key, format) => mark(h("td"), `${row.name}_${key}`, row[key], format);
  return {
    node: h(
      "div",
      {class: "w-hidden"},
      h("table", {}, caption, h("thead", {}, h("tr", {}, head)), body)
    ),
    show(state, format) {
      caption.textContent = `At z = ${format(state.z)}, with upstream gradient ∂J/∂a = ${formatNumber(state.upstream)}`;
      redraw(
        body,
        ...readings(state).map(row =>
          h(
            "tr",
            {},
            h("th", {scope: "row"}, row.title),
            ["f", "df", "delta"].map(key => cell(row, key, format)),
            h("td", {}, row.remark || "–")
          )
        )
      );
    }
  };
}

/** What passes back, as a formula and with numbers. */
function createProduct(document) {
  const h = createHtml(document);
  const math = createMath(document);
  const number = h("span", {class: "w-number"});
  const numbers = h("span");
  const node = h(
    "p",
    {class: "act-product bwd"},
    math("[b δ = f′(z) · {∂J}/{∂a}]"),
    " ",
    h("span", {class: "act-numbers"}, numbers, number)
  );
  const update = (df, upstream, format) => {
    const passed = delta(df, upstream);
    const sign = equals(rounded(df, format) * upstream, passed, format);
    numbers.textContent = `= ${format(df)} · ${bracketed(formatNumber(upstream))} ${sign} `;
    mark(number, "delta", passed, format);
  };
  return {node, update};
}

/** z, on the slider's steps, at a part of the drawing's width. */
function placeAt(part, size) {
  const z = scales(size, false).x.invert(part * size.width);
  return Math.max(min, Math.min(max, Number(z.toFixed(2)) + 0));
}

/** Reports where the pointer is while it is held down, as a part of the element's width. */
function dragAlong(element, moved) {
  const report = event => {
    const {left, width} = element.getBoundingClientRect();
    moved((event.clientX - left) / width);
  };
  element.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    report(event);
  });
  element.addEventListener("pointermove", event => {
    if (element.hasPointerCapture(event.pointerId)) report(event);
  });
}
