/** Names and values of the curves, where they end at layer 1. */
import {mark} from "../../ui/readout.js";

const TONES = {
  simulated: "bwd",
  gradient: "bwd",
  clipped: "bwd",
  theory: "ink",
  naive: "muted",
  kept: "muted"
};
const [TWO_LINES, ONE_LINE] = [2.7, 1.45]; // the height of a label, in units of its type
const SMALLEST = 14; // px

/**
 * Name and value of each curve at layer 1, in two lines left of the axis, or one where there is no
 * room; pushed apart where curves meet.
 */
export function endLabels(s, {curves, x, y, domain, type}) {
  const [foot, top] = y.range;
  const room = [top + 0.4 * type.size, foot - 0.6 * type.size];
  const most = (room[1] - room[0]) / Math.max(1, curves.length - 1);
  const single = most < TWO_LINES * SMALLEST;
  const size = single ? SMALLEST : Math.min(type.size, most / TWO_LINES);
  const raised = Math.max(0.8 * size, Math.min(0.8 * type.size, SMALLEST)); // the exponents
  const ends = curves.map(curve => ({
    ...curve,
    end: Math.min(Math.max(curve.values[0], domain[0]), domain[1])
  }));
  // an offset in px, so that labels of curves which end off the axis keep their order
  const beyond = ({end, values}) => Math.max(-9, Math.min(9, (end - values[0]) / 100));
  const places = spread(
    ends.map(curve => y(curve.end) + beyond(curve)),
    single ? Math.min(most, ONE_LINE * size) : TWO_LINES * size,
    room
  );
  return s(
    "g",
    {"font-size": size},
    ends.map((curve, i) => {
      const tone = TONES[curve.kind];
      return s(
        "g",
        {},
        s("path", {
          class: `line ${tone} solid hair`,
          d: `M${type.left - 6},${places[i]}L${x(1) - 9},${y(curve.end)}`
        }),
        single
          ? s(
              "text",
              {class: `${tone} end`, x: type.left - 10, y: places[i], dy: "0.35em"},
              s("tspan", {class: "strong"}, curve.label),
              " ",
              value(s, curve, domain, raised)
            )
          : [
              s(
                "text",
                {class: `${tone} end strong`, x: type.left - 10, y: places[i], dy: "-0.3em"},
                curve.label
              ),
              s(
                "text",
                {class: `${tone} end`, x: type.left - 10, y: places[i], dy: "1.05em"},
                value(s, curve, domain, raised)
              )
            ]
      );
    })
  );
}

/**
 * The value at layer 1 as a power of 10; an arrow where it lies outside the axis; 0 where nothing
 * arrives.
 */
function value(s, {name, values: [first]}, domain, size) {
  if (!Number.isFinite(first))
    return mark(s("tspan"), `end_${name}`, first, () => (first < 0 ? "0" : "∞"));
  const arrow = first < domain[0] ? " ↓" : first > domain[1] ? " ↑" : "";
  const exponent = s("tspan", {dy: "-0.4em", "font-size": size});
  mark(exponent, `end_${name}`, first, decades =>
    decades.toFixed(Math.abs(decades) < 100 ? 2 : 1).replace("-", "−")
  );
  return ["10", exponent, s("tspan", {dy: "0.32em"}, arrow)];
}

/**
 * Positions at least `gap` apart and within [low, high], found by one pass that pushes down and one
 * that pushes up.
 */
export function spread(wanted, gap, [low, high]) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const places = [...wanted];
  order.forEach((i, rank) => {
    places[i] = Math.max(places[i], rank ? places[order[rank - 1]] + gap : low);
  });
  order.reverse().forEach((i, rank) => {
    places[i] = Math.min(places[i], rank ? places[order[rank - 1]] - gap : high);
  });
  return places;
}
