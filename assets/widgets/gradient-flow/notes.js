/** What a reader has to know about a setting beyond its curves: what is missing and why, and what lies beyond the numbers' range. */
import {power} from "../parts/readout.js";
import {factor} from "./finding.js";

const SINGLE = {smallest: Math.log10(2 ** -126), largest: Math.log10(2 ** 128)};

/**
 * @param {object | null} result of summary.js
 * @param {{reason: string, clip: number | null}} shown
 * @returns {string[]} sentences
 */
export function notesOf(result, {reason, clip}) {
  return [
    ...(result?.faults ?? []).map((fault) => explain(fault, result.count)),
    result?.lost > 0 && result.delta && `The medians are over the other ${result.count - result.lost} networks.`,
    single(result?.size),
    clip !== null && result?.clipped && clipping(clip, result.clipping),
    reason
  ].filter(Boolean);
}

const EXPLANATIONS = {
  "dead backward": (at) => `every ReLU ${at} is closed for every input: σ′ = 0`,
  "saturated backward": (at) => `every unit ${at} is so saturated that σ′ is below ${power(-308)}, which is 0 for a double`,
  "underflow backward": (at) => `δ underflows ${at}: below ${power(-308)} a double is 0`,
  "underflow forward": (at) => `the activations underflow ${at}: below ${power(-308)} a double is 0`,
  "overflow backward": (at) => `δ overflows ${at}: above ${power(308)} there is no double`,
  "overflow forward": (at) => `the activations overflow ${at}: above ${power(308)} there is no double, and ∞ − ∞ is not a number`
};

function explain({kind, pass, lost, count, first, last}, all) {
  const at = first === last ? `at layer ${first}` : `at some layer from ${first} to ${last}`;
  const share = count === all ? (all === 1 ? "In the network" : `In all ${all} networks`) : `In ${count} of ${all} networks`;
  const extent = kind.endsWith("flow") ? "" : lost ? ", so nothing passes, and δ = 0 in every layer" : ", so δ = 0 from there down";
  return `${share} ${EXPLANATIONS[`${kind} ${pass}`](at)}${extent}.`;
}

/** Where single precision would give up: from the last layer on, the first whose δ it could not hold. */
export function singleLimit(size) {
  const layer = 1 + (size ?? []).findLastIndex((value) => value < SINGLE.smallest || value > SINGLE.largest);
  return layer && {layer, small: size[layer - 1] < SINGLE.smallest};
}

function single(size) {
  const limit = singleLimit(size?.every(Number.isFinite) ? size : null);
  if (!limit) return "";
  const {layer, small} = limit;
  return small
    ? `Computed in double precision. In single (float32) δ would fade out from layer ${layer} down: it is below ${power(-38)}.`
    : `Computed in double precision. In single (float32) δ would overflow from layer ${layer} down: it is above 3×${power(38)}.`;
}

function clipping(threshold, decades) {
  if (decades === 0) return `Clipping at norm ${threshold} changes nothing here: the gradient is shorter than that.`;
  return `Clipping at norm ${threshold} multiplies all weight gradients by ${factor(decades)}: their ratios stay, so it stops an explosion but cures no vanishing.`;
}
