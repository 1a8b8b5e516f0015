const MOST = 500;

/** Memoises `compute` by its argument; forgets all results after MOST of them. */
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
