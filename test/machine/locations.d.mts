export const root: string;
export const binaries: string;
export const vsix: string;
export const codeServer: { version: string; folder: string; marker: string; node: string; entry: string };
export const realServers: readonly { type: string; label: string; variable: string; url: string | undefined }[];
export const dmDriver: { version: string; folder: string; marker: string };
export const fakeDmdb: string;
