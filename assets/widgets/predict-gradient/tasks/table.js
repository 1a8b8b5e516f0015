// From gradflow/exercise/mistakes.json, by `make golden`; not edited by hand.
/** @type {Record<string, {title: string, why: string}>} by the mistakes' names */
export const TABLE = {
  "slope": {
    "title": "the slope σ′ is missing",
    "why": "On its way back through a unit, the gradient is multiplied by the unit’s slope σ′(z)."
  },
  "both_slopes": {
    "title": "the slopes σ′ are missing, at this unit and at the output",
    "why": "On its way back through each unit, the gradient is multiplied by that unit’s slope σ′(z)."
  },
  "activation_for_slope": {
    "title": "the activation σ(z) stands where the slope σ′(z) belongs",
    "why": "The backward pass multiplies by the derivative of the activation function, not by its value."
  },
  "half_slope": {
    "title": "one of the two factors of the slope is missing",
    "why": "The slope of the sigmoid is a product of two different factors."
  },
  "slope_at_activation": {
    "title": "the slope is taken at the activation a",
    "why": "σ′ is a function of the pre-activation z."
  },
  "slope_of_layer": {
    "title": "the slope is that of another layer",
    "why": "A δ contains the slope of its own unit, at the unit’s own z."
  },
  "slope_of_unit": {
    "title": "the slope is that of another unit of the layer",
    "why": "A δ contains the slope of its own unit, at the unit’s own z."
  },
  "upstream": {
    "title": "the upstream gradient is missing",
    "why": "The chain rule multiplies the local derivative by the gradient that arrives from the output side."
  },
  "delta": {
    "title": "δ is missing",
    "why": "What comes in is only ∂z/∂W. The chain rule multiplies it by δ = ∂J/∂z."
  },
  "product": {
    "title": "this is the whole product, and only one of its factors was asked",
    "why": "One factor is given. The other one is the number that still has to be multiplied by it."
  },
  "sign": {
    "title": "the sign is wrong",
    "why": "The error is output minus target: J grows with an output that is already too large. The minus of gradient descent belongs to the update."
  },
  "factor_two": {
    "title": "there is a factor 2 or ½ too much",
    "why": "The ½ of the loss cancels the 2 that comes from differentiating the square. What comes back over several paths is added, not averaged."
  },
  "weight": {
    "title": "the weight of the next layer is missing",
    "why": "The gradient comes back over the edge by which the value went forward, and is multiplied by its weight."
  },
  "weight_of_unit": {
    "title": "the weight is that of another unit",
    "why": "The gradient comes back over the edges that lead away from this unit."
  },
  "transposed": {
    "title": "the weight matrix is transposed the wrong way",
    "why": "A unit collects over the weights that lead away from it, a column of W and not a row."
  },
  "layer_1_weights": {
    "title": "the gradient is sent back over W⁽¹⁾ instead of W⁽²⁾",
    "why": "The way from layer 1 to the output leads over the edges of W⁽²⁾; those of W⁽¹⁾ lead into layer 1."
  },
  "only_first": {
    "title": "only the first path is counted",
    "why": "The unit feeds two others, and the gradients that come back over the two paths add up."
  },
  "only_second": {
    "title": "the second path overwrote the first",
    "why": "The unit feeds two others, and the gradients that come back over the two paths add up."
  },
  "error_for_delta": {
    "title": "the error ŷ − y stands where the output’s δ belongs",
    "why": "The δ of the output also contains the slope of the output."
  },
  "delta_of_unit": {
    "title": "δ is that of another unit of the layer",
    "why": "Each unit has its own δ. The gradient of a weight or a bias contains the δ of the unit that it feeds."
  },
  "delta_of_layer": {
    "title": "δ is that of another layer",
    "why": "The gradient of a weight or a bias contains the δ of the unit that it feeds."
  },
  "swapped": {
    "title": "the two indices are swapped",
    "why": "The weight with the indices k, j leads from unit j to unit k."
  },
  "input": {
    "title": "the input of the weight is missing",
    "why": "∂z/∂W is the value that comes in on the edge."
  },
  "input_of_unit": {
    "title": "the input is that of another weight",
    "why": "What counts is the value of the unit where the edge starts."
  },
  "input_of_layer": {
    "title": "the input is the activation of another layer",
    "why": "What counts is the value of the unit where the edge starts."
  },
  "z_for_input": {
    "title": "the pre-activation z stands where the activation a belongs",
    "why": "What comes in on the edge is the activation of the unit where it starts."
  },
  "weight_for_input": {
    "title": "the weight itself stands where its input belongs",
    "why": "z is a sum of products, weight times input. Its derivative with respect to a weight is the input."
  }
};
