/**
 * What a reader has to know about a setting beyond its curves: what is missing and why, and what
 * lies beyond the numbers' range.
 */
import {power} from "../../ui/readout.js";
import {factor} from "./finding.js";

/** @import {FaultGroup, Result} from "../simulation/summary.js" */

/**
 * The layers whose δ leaves the range of single precision: `layer` is the first one, counted back
 * from the last, `last` the lowest. toInput: all from `layer` down are beyond it.
 * @typedef {{layer: number, last: number, small: boolean, toInput: boolean}} Float32Limit
 */

const FLOAT32 = {smallest: Math.log10(2 ** -126), largest: Math.log10(2 ** 128)};

/**
 * @param {Pick<Result, "count" | "lost" | "delta" | "size" | "faults" | "clipped" | "clipping"> |
 *   null} result
 * @param {{reason: string, clip: number | null}} shown
 * @returns {string[]} sentences
 */
export function notesOf(result, {reason, clip}) {
  if (!result) return reason ? [reason] : [];
  const {count, lost, delta, size, faults, clipped, clipping} = result;
  return [
    ...faults.map(fault => explainFault(fault, count)),
    lost > 0 && delta && `The medians are over the other ${count - lost} networks.`,
    ...findFloat32Limits(size).map(explainLimit),
    clip !== null && clipped && clipping !== null && explainClipping(clip, clipping),
    reason
  ].flatMap(note => note || []);
}

/** @type {Record<string, (at: string) => string>} */
const EXPLANATIONS = {
  "dead backward": at => `every ReLU ${at} is off for every input: σ′ = 0`,
  "saturated backward": at =>
    `every unit ${at} is so saturated that σ′ is below ${power(-308)}, which is 0 for a double`,
  "blocked backward": at =>
    `the gradient of each input meets a layer in which every σ′ is 0 for it, the last of them ${at}`,
  "underflow backward": at => `δ underflows ${at}: below ${power(-308)} a double is 0`,
  "underflow forward": at => `the activations underflow ${at}: below ${power(-308)} a double is 0`,
  "overflow backward": at => `δ overflows ${at}: above ${power(308)} there is no double`,
  "overflow forward": at =>
    `the activations overflow ${at}: above ${power(308)} there is no double, and ∞ − ∞ is not a number`
};

/** @param {FaultGroup} fault @param {number} all networks */
function explainFault({kind, pass, lost, isBypassed, layers, count}, all) {
  const [first, last] = [Math.min(...layers), Math.max(...layers)];
  const at = first === last ? `at layer ${first}` : `at some layer from ${first} to ${last}`;
  const which = count < all ? `${count} of ${all} networks` : `all ${all} networks`;
  const share = all === 1 ? "In the network" : `In ${which}`;
  const explanation = EXPLANATIONS[`${kind} ${pass}`](at);
  if (kind === "underflow" || kind === "overflow") return `${share} ${explanation}.`;
  const extent = isBypassed
    ? "so δ = 0 there; below, it is not: the gradient takes the residual connection"
    : lost
      ? "so nothing passes, and δ = 0 in every layer"
      : "so δ = 0 from there down";
  return `${share} ${explanation}, ${extent}.`;
}

/**
 * Where δ underflows or overflows in single precision.
 * @param {number[] | null} size per layer, log10 ‖δ‖
 */
export function findFloat32Limits(size) {
  return [
    ...findLimit(size ?? [], true, value => value < FLOAT32.smallest),
    ...findLimit(size ?? [], false, value => value > FLOAT32.largest)
  ];
}

/**
 * @param {number[]} size @param {boolean} small @param {(value: number) => boolean} isBeyond
 * @returns {Float32Limit[]} one or none
 */
function findLimit(size, small, isBeyond) {
  const layers = size.flatMap((value, l) =>
    Number.isFinite(value) && isBeyond(value) ? [l + 1] : []
  );
  if (!layers.length) return [];
  const layer = layers[layers.length - 1];
  const below = size.slice(0, layer);
  const toInput = below.every(value => (value === -Infinity ? small : isBeyond(value)));
  return [{layer, last: layers[0], small, toInput}];
}

/** @param {Float32Limit} limit */
function explainLimit({layer, last, small, toInput}) {
  const where = toInput
    ? `from layer ${layer} down`
    : last === layer
      ? `at layer ${layer}`
      : `at some layers from ${last} to ${layer}`;
  const what = small
    ? `fade out ${where}: it is below ${power(-38)}`
    : `overflow ${where}: it is above 3×${power(38)}`;
  return `Computed in double precision. In single (float32) δ would ${what}${toInput ? "" : " there"}.`;
}

/** @param {number} threshold @param {number} decades log10 of the factor */
function explainClipping(threshold, decades) {
  const effect =
    decades === 0
      ? "changes nothing here: the gradient is shorter than that."
      : `multiplies all weight gradients by ${factor(decades)}: ` +
        "that stops an explosion but cures no vanishing.";
  return `Clipping at norm ${threshold} ${effect}`;
}
