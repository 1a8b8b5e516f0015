/** Tables of a few rows, each row and column with a heading. */

/** @import {Child, Html} from "./dom.js" */

/**
 * @typedef {{heading: Child, cells: Child[], tone?: string}} Row
 *   cells: a `<td>`, such as `mark` fills with a number, or the content of one; tone: the row's class
 * @typedef {{columns: Child[], rows: Row[], caption?: Child, class?: string}} Table
 *   columns: headings, the first above those of the rows; "" leaves the corner empty
 */

/**
 * Draws a table. To show other rows, `redraw` a box with a new one: that keeps what is equal.
 * @param {Html} h @param {Table} table
 */
export function drawTable(h, {columns, rows, caption, ...attributes}) {
  const headings = columns.map(text => (text === "" ? h("td") : h("th", {scope: "col"}, text)));
  return h(
    "table",
    attributes,
    caption && h("caption", {}, caption),
    h("thead", {}, h("tr", {}, headings)),
    h(
      "tbody",
      {},
      rows.map(row => drawRow(h, row))
    )
  );
}

/** @param {Html} h @param {Row} row */
const drawRow = (h, {heading, cells, tone}) =>
  h(
    "tr",
    {class: tone},
    h("th", {scope: "row"}, heading),
    cells.map(cell => (isCell(cell) ? cell : h("td", {}, cell)))
  );

/** @param {Child} content */
const isCell = content =>
  content instanceof Object && "localName" in content && content.localName === "td";
