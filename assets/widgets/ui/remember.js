const MOST = 500;

/** A function that computes each result once, as long as there are not too many. */
export function remember(compute) {
  const known = new Map();
  return argument => {
    const key = JSON.stringify(argument);
    if (!known.has(key)) {
      if (known.size >= MOST) known.clear();
      known.set(key, compute(argument));
    }
    return known.get(key);
  };
}
