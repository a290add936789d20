import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { command, temporaryFolder } from './command';

/** A certificate and its private key, as PEM files. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** Certificates for every case that a TLS check has to tell apart. All paths are absolute. */
export interface Certificates {
  readonly folder: string;
  /** The authority that signed all of them but `selfSigned`. */
  readonly ca: string;
  /** An authority that signed none of them. */
  readonly otherCa: string;
  /** For localhost and 127.0.0.1. */
  readonly server: KeyPair;
  /** `server` with the authority behind it, as some servers present it. */
  readonly withAuthority: KeyPair;
  /** Trusted, but for db.example.test. */
  readonly wrongName: KeyPair;
  /** Trusted and for localhost, but no longer valid. */
  readonly expired: KeyPair;
  readonly selfSigned: KeyPair;
  /** A client's, for the account orders_app. */
  readonly client: KeyPair;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const localhost = 'DNS:localhost,IP:127.0.0.1';

/** Makes a set of certificates in a temporary folder. */
export async function makeCertificates(): Promise<{ certificates: Certificates; remove: () => Promise<void> }> {
  const { path: folder, remove } = await temporaryFolder('certificates');
  const file = (name: string): string => path.join(folder, name);
  const openssl = (...args: string[]): Promise<string> => command('openssl', args, { cwd: folder });

  const selfSign = async (name: string, subject: string, extension: string): Promise<KeyPair> => {
    const pair = { cert: file(`${name}.pem`), key: file(`${name}.key`) };
    const extensions = extension.split(';').flatMap((one) => ['-addext', one]);
    await openssl('req', '-x509', ...newKey, '-keyout', pair.key, '-out', pair.cert, '-days', '30', '-subj', subject, ...extensions);
    return pair;
  };
  const authority = (name: string, subject: string): Promise<KeyPair> =>
    selfSign(name, subject, 'basicConstraints=critical,CA:TRUE;keyUsage=critical,keyCertSign,cRLSign');

  const ca = await authority('ca', '/CN=Database Elements Test CA');
  const otherCa = await authority('other-ca', '/CN=Another Test CA');
  const sign = await signer(folder, ca, openssl);
  const serverUse = (names: string): string => `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`;

  const server = await sign('server', '/CN=localhost', serverUse(localhost));
  const withAuthority = { ...server, cert: file('with-authority.pem') };
  await writeFile(withAuthority.cert, (await Promise.all([readFile(server.cert), readFile(ca.cert)])).join(''));

  const certificates: Certificates = {
    folder,
    ca: ca.cert,
    otherCa: otherCa.cert,
    server,
    withAuthority,
    wrongName: await sign('wrong-name', '/CN=db.example.test', serverUse('DNS:db.example.test')),
    expired: await sign('expired', '/CN=localhost', serverUse(localhost), { from: '20200101000000Z', to: '20210101000000Z' }),
    selfSigned: await selfSign('self-signed', '/CN=localhost', `subjectAltName=${localhost}`),
    client: await sign('client', '/CN=orders_app', 'extendedKeyUsage=clientAuth\n'),
  };
  return { certificates, remove };
}

interface Validity {
  readonly from: string;
  readonly to: string;
}

type Sign = (name: string, subject: string, extensions: string, validity?: Validity) => Promise<KeyPair>;

// `openssl ca` and not `openssl x509`: only it takes dates, which the expired certificate needs.
async function signer(folder: string, ca: KeyPair, openssl: (...args: string[]) => Promise<string>): Promise<Sign> {
  const file = (name: string): string => path.join(folder, name);
  await mkdir(file('issued'));
  await writeFile(file('index.txt'), '');
  await writeFile(
    file('ca.conf'),
    [
      '[ca]',
      'default_ca = test',
      '[test]',
      `database = ${file('index.txt')}`,
      `new_certs_dir = ${file('issued')}`,
      'rand_serial = yes',
      'default_md = sha256',
      'default_days = 30',
      'unique_subject = no',
      'policy = any',
      '[any]',
      'commonName = supplied',
      '',
    ].join('\n'),
  );
  const signWith = ['ca', '-batch', '-notext', '-config', file('ca.conf'), '-cert', ca.cert, '-keyfile', ca.key];

  return async (name, subject, extensions, validity) => {
    const pair = { cert: file(`${name}.pem`), key: file(`${name}.key`) };
    const dates = validity ? ['-startdate', validity.from, '-enddate', validity.to] : [];
    await writeFile(file(`${name}.ext`), extensions);
    await openssl('req', '-new', ...newKey, '-keyout', pair.key, '-out', file(`${name}.csr`), '-subj', subject);
    await openssl(...signWith, '-in', file(`${name}.csr`), '-out', pair.cert, '-extfile', file(`${name}.ext`), ...dates);
    return pair;
  };
}
