import {formatNumber} from "../../ui/readout.js";

/** A number as the drawing shows it. @param {number} value */
export const formatShort = value => formatNumber(value, {decimals: Math.abs(value) < 1 ? 4 : 3});
