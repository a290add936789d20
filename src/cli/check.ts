import { readFile } from 'node:fs/promises';
import { databaseTypes } from '../databases/registry';
import { typedElement } from '../databases/typed-element';
import { connectionFindings } from '../diagnosis/readiness/connection-rules';
import { checkReadiness, inOrder, isReady } from '../diagnosis/readiness/check-readiness';
import { gatherReadiness } from '../diagnosis/readiness/gather';
import type { Finding, ReadinessElement } from '../diagnosis/readiness/finding';
import { testAndAudit } from '../diagnosis/audit-account';
import { envFileProblems, envFileReader } from '../environments/load-sources';
import type { ElementEntry } from '../elements/element-index';
import type { ValueSources } from '../environments/sources';
import { Usage } from '../models/usage';
import type { CliArguments } from './arguments';
import { differenceFindings, malformedModelFindings, unknownElementFindings } from './check-models';
import { checkJson, checkReport } from './check-report';
import { printFileProblems } from './folder-sources';
import { printJson, printNote, printText } from './output';
import { secretVariables, workspaceOf } from './secret-stores';
import { taskRequests } from './task-requests';
import { withWorkers } from './with-workers';
import { envFileCandidates, indexModels, SETTINGS_FILE, type FolderSettings } from './workspace';

/**
 * `dbelements check`: what stands between the workspace and a deployment. Exit status 1 when it is not ready. `all` are
 * the elements of the workspace; names on the command line choose whose findings are shown.
 */
export async function checkElements(all: readonly ElementEntry[], folder: string, { settings, text: settingsText }: FolderSettings, args: CliArguments): Promise<number> {
  const { environment, format } = args;
  const vault = secretVariables();
  const input = await gatherReadiness({
    environment,
    types: databaseTypes,
    entries: all,
    process: process.env,
    textOf: (entry) => readFile(entry.uri, 'utf8').catch(() => ''),
    folders: [
      {
        folder,
        path: folder,
        settings,
        ...(settingsText === undefined ? {} : { settingsFile: { file: SETTINGS_FILE, text: settingsText } }),
        readFile: envFileReader(folder),
        files: await envFileCandidates(folder, settings),
        hasSecret: async (key) => {
          const presence = await vault.presence({ workspace: workspaceOf(folder), environment, key });
          if (presence.kind === 'unavailable') printNote(`${key}: ${presence.reason}`);
          return presence.kind === 'stored';
        },
      },
    ],
  });
  for (const { sources } of input.folders) printFileProblems(envFileProblems(sources));
  const chosen = new Set(args.names);
  const subjects = input.elements.filter(({ entry }) => chosen.size === 0 || chosen.has(entry.fullName));
  const models = (await indexModels(folder)).all();
  const usage = new Usage(models, all);
  const connected = args.connect ? await Promise.all(input.folders.map(({ sources }) => connectToAll(subjects, folder, sources, usage, args))) : [];
  const findings = inOrder([...checkReadiness(input), ...malformedModelFindings(models), ...(await unknownElementFindings(models, usage)), ...connected.flat()]).filter(({ element }) => chosen.size === 0 || element === undefined || chosen.has(element));
  const result = { environment, folder, findings, elements: chosen.size === 0 ? all.length : chosen.size };
  if (format === 'json') printJson(checkJson(result));
  else printText(checkReport(format, result));
  return isReady(findings) ? 0 : 1;
}

/** One after the other: a check is not to be what brings a server to its limit. */
async function connectToAll(elements: readonly ReadinessElement[], folder: string, sources: ValueSources, usage: Usage, args: CliArguments): Promise<Finding[]> {
  return withWorkers(1, async (workers, signal) => {
    const requestFor = taskRequests(folder, sources, args, signal);
    const findings: Finding[] = [];
    for (const subject of elements) {
      const typed = typedElement(subject.entry.element, databaseTypes);
      if (typed === undefined) continue;
      const request = requestFor(subject.entry, typed);
      const outcome = await testAndAudit(request, workers);
      findings.push(...connectionFindings(subject, outcome));
      if (outcome.ok) findings.push(...(await differenceFindings(usage.usersOf(subject.entry), request, workers)));
    }
    return findings;
  });
}
