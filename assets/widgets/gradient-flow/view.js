/**
 * The widget "gradient-flow": settings, the chart of gradients by layer, its histograms, and its
 * numbers.
 */
import {createHtml, createSvg, redraw} from "../ui/dom.js";
import {formatNumber} from "../ui/readout.js";
import {createWidget} from "../ui/widget.js";
import {createControls, createPresets} from "./controls.js";
import {createSimulation} from "./core.js";
import {curvesOf, meaning} from "./chart/curves.js";
import {ACTIVATION_NAMES, RANGES, fields, settingOf} from "./state.js";
import {finding, zeroFrom} from "./finding.js";
import {createMore} from "./more-panel.js";
import {notesOf, singleLimits} from "./notes.js";
import {drawPlot, rowsAbove} from "./chart/plot.js";
import {createProgress} from "./progress.js";
import {missing, roomOnSlide, share} from "./chart/heights.js";
import {createRunner} from "./scheduling/runner.js";
import {drawStrips, stripsHeight} from "./chart/histograms.js";
import {createNumbers} from "./table.js";

export {fields} from "./state.js";

/**
 * @param {{document?: Document, worker?: string, invalidation?: Promise<void>}} [options]
 *   worker: the address of worker.js as seen from the page; without it heavy settings run in slices
 *   within the page
 * @returns {HTMLElement}
 */
export function gradientFlow({document = globalThis.document, worker, invalidation} = {}) {
  const h = createHtml(document);
  const s = createSvg(document);
  const controls = createControls(document);
  const presets = createPresets(document, m => frame.set({m}));
  const more = createMore(
    document,
    controls,
    changes => frame.set(changes),
    () => frame.state
  );
  const picture = s("svg", {class: "drawing gf-plot", role: "img"});
  const strips = s("svg", {class: "drawing gf-strips", role: "img"});
  const progress = createProgress(document);
  const notes = h("ul", {class: "gf-notes"});
  const numbers = createNumbers(document);
  const simulation = createSimulation();
  const runner = createRunner(simulation, {document, ticks: RANGES.m, worker, invalidation});

  let last = {};
  const paint = (state, {width, format, precise}) => {
    const setting = settingOf(state, state);
    const clip = state.clip === "off" ? null : Number(state.clip);
    const kept = state.kept && settingOf(state.kept);
    const outcome = runner.run(setting, () => frame.repaint(), {kept, clip});
    const curves = curvesOf(simulation.whole(setting), outcome.result, outcome.kept?.result);
    const shown = curves.all.filter(({field}) => !field || state[field]);
    const said = saying(state, outcome, curves, clip);
    said.finding = steady(said.finding, state, outcome);
    const size = {document, width: width || 852};
    presets.update(state);
    more.update(state);
    progress.update(state, outcome);
    numbers.update(curves, {
      ...state,
      seeds: outcome.seeds,
      visible: state.numbers,
      format: precise ? format : undefined
    });
    notes.replaceChildren(...said.notes.map(text => h("li", {}, text)));
    const parts = [more.node, progress.node, notes, ...(state.numbers ? [numbers.node] : [])];
    const heights = share(isOnSlide(picture) ? roomOnSlide(parts, state) : null, {
      ...state,
      ...size,
      rows: rowsAbove(said.drawn).length
    });
    notes.append(...missing(heights, state).map(text => h("li", {}, text)));
    picture.classList.toggle("w-off", !heights.chart);
    const plot = {...size, height: heights.chart};
    if (heights.chart)
      show(
        picture,
        plot,
        drawPlot(
          {
            curves: shown,
            ...axis(state),
            caption: caption(outcome),
            whole: state.whole,
            ...said.drawn
          },
          plot
        )
      );
    showStrips(state, outcome.result, {...size, strip: heights.strip});
    picture.setAttribute(
      "aria-label",
      [spoken(state), said.finding, meaning(shown, state)].join(" ")
    );
    picture.closest(".w")?.setAttribute("data-settled", String(outcome.settled));
    return said.finding;
  };
  /**
   * The finding; while only histograms are computed for networks that are known, it stays what it
   * was.
   */
  const steady = (text, state, {settled, result}) => {
    const key = JSON.stringify([settingOf(state, {...state, histograms: false}), state.naive]);
    if (!result || settled || key !== last.key) last = {key, text, settled};
    return last.settled ? last.text : text;
  };
  const showStrips = (state, result, {strip, ...size}) => {
    const visible = strip > 0 && result?.histograms;
    strips.classList.toggle("w-off", !visible);
    if (!visible) return;
    show(
      strips,
      {...size, height: stripsHeight(size.width, strip)},
      drawStrips({...result, ...axis(state), height: strip}, size)
    );
    strips.setAttribute(
      "aria-label",
      "Histograms of the activations and of the gradients δ of one network, layer by layer; " +
        "the shares below stand in the numbers."
    );
  };
  const frame = createWidget({
    document,
    name: "gradient-flow",
    fields,
    controls,
    invalidation,
    paint,
    origin: "seeded: random weights, the same at each visit",
    aside: [
      h("div", {class: "w-stacked"}, controls.activation, controls.m, presets.node),
      h(
        "div",
        {class: "gf-shown"},
        ["meanfield", "naive", "gradients", "whole", "numbers"].map(name => controls[name])
      )
    ],
    figure: [more.node, picture, strips, progress.node, notes, numbers.node]
  });
  runner.watch(frame.node);
  return frame.node;
}

const isOnSlide = node =>
  node.closest(".reveal .slides") &&
  !node.ownerDocument.documentElement.classList.contains("reading");
const spoken = ({activation, m}) =>
  `${ACTIVATION_NAMES.get(activation)}, weight multiplier ${formatNumber(m)}.`;

function show(svg, {width, height}, drawing) {
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  redraw(svg, drawing);
}

/** The finding, the notes, and what the chart itself says. */
function saying(state, {wanted, result}, curves, clip) {
  const notes = notesOf(result, {reason: state.meanfield ? curves.reason : "", clip});
  const text = !result
    ? `Computing ${wanted} networks of ${state.depth} layers × ${state.width} units …`
    : !curves.delta
      ? "No gradient arrives anywhere."
      : finding({
          delta: curves.delta,
          gradient: curves.gradient,
          naive: state.naive && !curves.reason ? curves.naive : null
        });
  if (!result)
    return {
      finding: text,
      notes,
      drawn: {
        empty:
          state.naive || (state.meanfield && curves.meanfield)
            ? ""
            : "the first network is on its way"
      }
    };
  if (!curves.delta)
    return {finding: text, notes: notes.slice(1), drawn: {empty: notes[0], ends: endsOf(result)}};
  return {
    finding: text,
    notes,
    drawn: {marks: marksOf(curves.delta, result), ends: endsOf(result)}
  };
}

/** The layers where the networks end through which nothing passes. */
const endsOf = ({faults}) => faults.filter(({lost}) => lost).flatMap(({layers}) => layers);

/** The layers where something ends for most networks. */
function marksOf(delta, result) {
  const zero = zeroFrom(delta);
  if (zero) return [{layer: zero, text: zero === 1 ? "δ = 0" : `← δ = 0 from layer ${zero} down`}];
  return singleLimits(result.size).map(({layer, small}) => ({
    layer,
    text: `← float32 ${small ? "fades out" : "overflows"}`
  }));
}

/** The chart's layers, and the one that the curves are relative to: each network's own last. */
const axis = ({depth, kept}) =>
  !kept || kept.depth === depth
    ? {depth}
    : {depth: Math.max(depth, kept.depth), origin: "the last layer"};

export const caption = ({seeds, wanted}) =>
  `median and middle 80 % of ${seeds < wanted ? `${seeds} of ` : ""}${wanted} networks`;
