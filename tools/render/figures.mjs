// Makes notebooks' figures smaller: the same picture in far fewer bytes.
import {optimize} from "svgo";

/** @import {Config, PresetDefaultOverrides} from "svgo" */

const figure = /<svg class="figure"[\s\S]*?<\/svg>/g;

/**
 * A tenth of a unit, a seventh of a millimetre on a wide screen, can't be seen; opacities need more
 * digits. Ids are shared by the page, names are read aloud, and what the theme hides or shows is
 * not the renderer's to judge.
 * @type {PresetDefaultOverrides}
 */
const overrides = {
  cleanupIds: false,
  cleanupNumericValues: {floatPrecision: 3},
  removeHiddenElems: false,
  removeUnknownsAndDefaults: false
};
/** @type {Config} */
const options = {plugins: [{name: "preset-default", params: {floatPrecision: 1, overrides}}]};

/**
 * Shortens paths to relative coordinates and removes empty groups and line breaks.
 * @param {string} html
 */
export const shrinkFigures = html => html.replace(figure, svg => optimize(svg, options).data);
