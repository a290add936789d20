/** The native module, loaded on first use; throws where its binary or the system's library is missing. */
export function loadKeytar(): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it when the window opens
  return require('keytar') as unknown;
}
