/**
 * What a reader has to know about a setting beyond its curves: what is missing and why, and what
 * lies beyond the numbers' range.
 */
import {power} from "../../ui/readout.js";
import {factor} from "./finding.js";

const SINGLE = {smallest: Math.log10(2 ** -126), largest: Math.log10(2 ** 128)};

/**
 * @param {object | null} result of simulation/summary.js
 * @param {{reason: string, clip: number | null}} shown
 * @returns {string[]} sentences
 */
export function notesOf(result, {reason, clip}) {
  return [
    ...(result?.faults ?? []).map(fault => explain(fault, result.count)),
    result?.lost > 0 &&
      result.delta &&
      `The medians are over the other ${result.count - result.lost} networks.`,
    ...singleLimits(result?.size).map(single),
    clip !== null && result?.clipped && clipping(clip, result.clipping),
    reason
  ].filter(Boolean);
}

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

function explain({kind, pass, lost, around, count, first, last}, all) {
  const at = first === last ? `at layer ${first}` : `at some layer from ${first} to ${last}`;
  const share =
    count === all
      ? all === 1
        ? "In the network"
        : `In all ${all} networks`
      : `In ${count} of ${all} networks`;
  const extent = kind.endsWith("flow")
    ? ""
    : around
      ? ", so δ = 0 there; below, it is not: the gradient takes the residual connection"
      : lost
        ? ", so nothing passes, and δ = 0 in every layer"
        : ", so δ = 0 from there down";
  return `${share} ${EXPLANATIONS[`${kind} ${pass}`](at)}${extent}.`;
}

/**
 * The first layer, counted back from the last, whose δ underflows or overflows in single precision.
 * @returns {{layer: number, last: number, small: boolean, toInput: boolean}[]} last: the lowest
 *   such layer; toInput: all from `layer` down are
 */
export function singleLimits(size) {
  const limit = (small, holds) => {
    const layers = (size ?? []).flatMap((value, l) =>
      Number.isFinite(value) && holds(value) ? [l + 1] : []
    );
    const layer = layers.at(-1);
    return {
      layer,
      last: layers[0],
      small,
      toInput: (size ?? [])
        .slice(0, layer)
        .every(value => (value === -Infinity ? small : holds(value)))
    };
  };
  return [
    limit(true, value => value < SINGLE.smallest),
    limit(false, value => value > SINGLE.largest)
  ].filter(({layer}) => layer);
}

function single({layer, last, small, toInput}) {
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

function clipping(threshold, decades) {
  if (decades === 0)
    return `Clipping at norm ${threshold} changes nothing here: the gradient is shorter than that.`;
  const effect = `multiplies all weight gradients by ${factor(decades)}`;
  return `Clipping at norm ${threshold} ${effect}: that stops an explosion but cures no vanishing.`;
}
