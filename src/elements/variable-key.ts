/** Keys of environment variables that every shell accepts. */
export const VARIABLE_KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;
