import {bracketed} from "../../ui/readout.js";

/** An operation written out, its operands as `print` writes them. */
export function formula({operation, operands}, print) {
  const [a, b] = operands.map(print);
  if (operation === "add") return `${a} + ${bracketed(b)}`;
  if (operation === "multiply") return `${bracketed(a)} × ${bracketed(b)}`;
  if (operation === "power") return `${bracketed(a)}^${bracketed(b)}`;
  return `${operation}(${a})`;
}
