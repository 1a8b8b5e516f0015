/**
 * How the samples' parts add up to a gradient of J: one bar a sample, each beginning where the last
 * one ended.
 */

import {linear} from "../../ui/chart.js";
import {createSvg} from "../../ui/dom.js";
import {formatNumber} from "../../ui/readout.js";

/**
 * @import {Run} from "../drawing.js"
 * @import {MicroStep} from "../micro-steps.js"
 */

const ROW = 17;

/**
 * @param {Document} document
 * @param {MicroStep<"weight" | "bias" | "mean">} step bars after its sample are to come
 * @param {Run} run
 */
export function drawAccumulation(document, {op, sample, layer, k, j = null}, {result, samples}) {
  const s = createSvg(document);
  const parts = result.samples.map(
    ({W, b}) => (j === null ? b[layer][k] : W[layer][k][j]) / samples
  );
  const sums = [0];
  for (const [i, part] of parts.entries()) sums.push(sums[i] + part);
  const count = op === "mean" ? samples : sample + 1;
  const reach = Math.max(...sums.map(Math.abs)) || 1; // where every part is 0
  const x = linear([Math.min(0, ...sums), Math.max(0, ...sums, reach * 1e-6)], [72, 202]);
  const finding = `${count} of ${samples} samples so far: ${formatNumber(sums[count])}`;
  /** @param {number} from @param {number} to @param {number} row @param {string} tone */
  const bar = (from, to, row, tone) =>
    s("rect", {
      class: tone,
      x: Math.min(x(from), x(to)),
      y: row * ROW + 3,
      width: Math.max(2, Math.abs(x(to) - x(from))),
      height: ROW - 6
    });
  return s(
    "svg",
    {
      class: "drawing fb-sums",
      viewBox: `0 0 280 ${(samples + 1) * ROW + 2}`,
      role: "img",
      "aria-label": finding
    },
    s(
      "g",
      {"font-size": 14},
      s("line", {class: "line muted hair", x1: x(0), x2: x(0), y1: 0, y2: (samples + 1) * ROW}),
      parts.map((part, i) => [
        s("text", {class: "muted end", x: 64, y: i * ROW + 13}, `sample ${i + 1}`),
        bar(sums[i], sums[i + 1], i, i < count ? "fill-bwd" : "box muted dashed"),
        s(
          "text",
          {class: i < count ? "bwd" : "muted", x: 212, y: i * ROW + 13},
          i < count ? formatNumber(part) : "to come"
        )
      ]),
      s("text", {class: "end strong", x: 64, y: samples * ROW + 13}, "∂J so far"),
      bar(0, sums[count], samples, "wash-bwd box bwd"),
      s("text", {class: "bwd strong", x: 212, y: samples * ROW + 13}, formatNumber(sums[count]))
    )
  );
}
