// Plot, Inputs and d3 as one module: what assets/lib/observable.js is built from.
export * as Plot from "@observablehq/plot";
export * as Inputs from "@observablehq/inputs";
export * as d3 from "d3";
