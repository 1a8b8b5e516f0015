export const double = n => 2 * n;
export const triple = n => 3 * n;
