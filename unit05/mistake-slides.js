/** The slide that explains each mistake of the widget "predict-gradient". */

const SLIDES = {
  "delta-recursion": [
    "slope",
    "both_slopes",
    "activation_for_slope",
    "half_slope",
    "slope_of_layer",
    "slope_of_unit",
    "weight"
  ],
  "forward-pass": ["slope_at_activation", "z_for_input"],
  "univariate-chain-rule": ["upstream", "delta", "product"],
  "output-gradient": ["sign", "factor_two", "error_for_delta"],
  "matrix-transpose": ["transposed", "layer_1_weights"],
  "multivariate-chain-rule": ["only_first", "only_second"],
  notation: ["weight_of_unit", "swapped"],
  "hidden-gradient": [
    "delta_of_unit",
    "delta_of_layer",
    "input",
    "input_of_unit",
    "input_of_layer",
    "weight_for_input"
  ]
};

export const mistakeSlides = Object.fromEntries(
  Object.entries(SLIDES).flatMap(([slide, ids]) => ids.map(id => [id, `slides.html#/${slide}`]))
);
