/** The types of `error` in ComfyUI's 400 that a prompt can come to. */
export const COMFY_REFUSALS = [
  'no_prompt',
  'prompt_no_outputs',
  'invalid_prompt',
  'missing_node_type',
  'prompt_outputs_failed_validation',
] as const;

/** The types of errors that it finds in inputs, which come under the last of them. */
export const COMFY_INPUT_ERRORS = [
  'required_input_missing',
  'invalid_input_type',
  'value_smaller_than_min',
  'value_bigger_than_max',
  'value_not_in_list',
  'bad_linked_input',
  'return_type_mismatch',
  'custom_validation_failed',
  'exception_during_validation',
] as const;
