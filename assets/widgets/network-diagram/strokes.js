/** Strokes of the drawing: edges both ways, glows, pulses, and texts with subscripts. */

/**
 * In units of the type: a space, a point or a slash is less than half as wide as a digit, an arrow
 * twice.
 */
const widthOf = text =>
  0.65 *
  [...text].reduce(
    (sum, letter) => sum + (letter === "→" ? 2 : " \u00a0./".includes(letter) ? 0.4 : 1),
    0
  );

export function createPen(s, layout) {
  /**
   * The edge's line, shifted sideways, shortened at its ends; from its end to its start if
   * `reverse`.
   */
  const along = ({x0, y0, x1, y1}, shift, reverse) => {
    const length = Math.hypot(x1 - x0, y1 - y0);
    const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
    const at = (distance, across = 0) =>
      [x0 + ux * distance - uy * (shift + across), y0 + uy * distance + ux * (shift + across)]
        .map(fixed)
        .join(",");
    return reverse ? {at: (d, across) => at(length - d, across), length} : {at, length};
  };
  const arrow = (edge, tone, shift, reverse) => {
    const {at, length} = along(edge, shift, reverse);
    return [
      s("path", {class: `line ${tone}`, d: `M${at(3)}L${at(length - 10)}`}),
      s("path", {
        class: `fill-${tone.split(" ")[0]}`,
        d: `M${at(length)}L${at(length - 11, 5)}L${at(length - 11, -5)}Z`
      })
    ];
  };
  const text = ({x, y, anchor = "middle"}, tone, ...parts) =>
    s(
      "text",
      {
        class: `${tone} ${{middle: "mid", end: "end", start: ""}[anchor]}`,
        x: fixed(x),
        y: fixed(y)
      },
      parts
    );
  const plates = [];
  const SHIFT = layout.narrow ? -8 : 8;
  return {
    /** Dashed until what it leads to is computed. */
    forward: (edge, known) => arrow(edge, known ? "fwd" : "muted dashed", 0, false),
    /** A gradient of 0 is grey: nothing comes back along it. */
    backward: (edge, zero) => arrow(edge, zero ? "muted dashed" : "bwd", SHIFT, true),
    glow(edge, phase) {
      const {at, length} = along(edge, phase === "backward" ? SHIFT / 2 : 0, false);
      return s("path", {
        class: `fb-glow ${phase === "backward" ? "bwd" : "fwd"}`,
        d: `M${at(4)}L${at(length - 4)}`
      });
    },
    pulse(edge, tone) {
      const {at, length} = along(edge, tone === "bwd" ? SHIFT : 0, tone === "bwd");
      return s("circle", {
        class: `fb-pulse fill-${tone}`,
        r: 7,
        style: `offset-path: path("M${at(3)}L${at(length - 6)}")`
      });
    },
    text,
    /** In the middle at x, or as far to the left as it needs to end at `right`. */
    within({x, y, right}, tone, ...parts) {
      const node = text({x, y}, tone, ...parts);
      node.setAttribute(
        "x",
        fixed(Math.min(x, right - 0.5 * layout.font * widthOf(node.textContent)))
      );
      return node;
    },
    /**
     * Behind the labels, which begin no further left than `from`: what lies on an arrow stands on a
     * plate, so that none of it shows between or beside the digits.
     */
    plates,
    label({from = -Infinity, ...at}, tone, ...parts) {
      const node = text(at, tone, ...parts);
      const width = layout.font * (widthOf(node.textContent) + 0.5);
      if (at.anchor === "end" && at.x - width < from) at.x = from + width;
      node.setAttribute("x", fixed(at.x));
      const left = {middle: width / 2, end: width - 0.25 * layout.font, start: 0.25 * layout.font}[
        at.anchor ?? "middle"
      ];
      plates.push(
        s("rect", {
          class: "fill-paper",
          x: fixed(at.x - left),
          y: fixed(at.y - 0.85 * layout.font),
          width: fixed(width),
          height: fixed(1.15 * layout.font)
        })
      );
      return node;
    },
    /** A symbol without its layer, which its place says: W₁₂. */
    name(symbol) {
      const [, base, low] = /^(.)(?:_\{?"?(\w+)"?\}?)?/u.exec(symbol);
      return low
        ? [
            s("tspan", {}, base),
            s("tspan", {dy: "0.25em", "font-size": "0.85em"}, low),
            s("tspan", {dy: "-0.21em"}, "\u200b")
          ]
        : base;
    },
    /** What is not yet computed. */
    blank: ({x, y}) =>
      s("path", {class: "line muted dashed hair", d: `M${fixed(x - 16)},${fixed(y)}h32`})
  };
}

const fixed = value => Number(value.toFixed(1));
