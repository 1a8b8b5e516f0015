const MOST = 500;

/**
 * Memoises `compute` by its argument, plain data; forgets all results after MOST of them.
 * @template Argument, Result
 * @param {(argument: Argument) => Result} compute @returns {(argument: Argument) => Result}
 */
export function remember(compute) {
  /** @type {Map<string, Result>} */
  const known = new Map();
  return argument => {
    const key = JSON.stringify(argument);
    if (!known.has(key)) {
      if (known.size >= MOST) known.clear();
      known.set(key, compute(argument));
    }
    return /** @type {Result} */ (known.get(key));
  };
}
