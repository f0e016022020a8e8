import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { WORKSPACE_ROOT } from '@genvideo/testing';
import { findKustomize } from '../test/find-kustomize';
import { findPythonValidator } from '../test/find-python-validator';
import { isKnownSetting } from '../test/known-settings';
import { parseManifests, type Manifest } from '../test/manifest';
import { readRootFile } from '../test/read-root-file';
import { itWith, judge } from '../test/validator';

const kustomize = findKustomize();
/** Brings the schemas of every version of Kubernetes with it. */
const kubernetes = findPythonValidator({
  package: 'kubernetes-validate',
  version: '1.37.0',
  module: 'kubernetes_validate',
});

/** The oldest and the newest version that is tried. */
const VERSIONS = ['1.30', '1.37'];

const OVERLAYS = ['trial', 'production'];
const FOLDER = 'deploy/kubernetes/overlays';

const render = (overlay: string): string => {
  if (kustomize.state === 'missing') return '';
  const { status, output, stdout } = judge(kustomize, [path.join(WORKSPACE_ROOT, FOLDER, overlay)]);
  if (status !== 0) throw new Error(output);
  return stdout;
};

const itRendered = itWith(kustomize);

describe.each(OVERLAYS)('the overlay %s for Kubernetes', (overlay) => {
  const text = render(overlay);
  const objects = parseManifests(text);
  const listOf = (kind: string): Manifest[] => objects.filter((each) => each.kind === kind);
  const find = (kind: string, name: string): Manifest | undefined =>
    listOf(kind).find(({ metadata }) => metadata.name === name);
  const workloads = [...listOf('Deployment'), ...listOf('Job')];

  for (const version of VERSIONS)
    itWith(kustomize.state === 'found' ? kubernetes : kustomize)(
      `is accepted by the schemas of ${version}`,
      () => {
        const folder = mkdtempSync(path.join(os.tmpdir(), 'kubernetes-'));
        const file = path.join(folder, 'all.yaml');
        writeFileSync(file, text);
        const { status, output } = judge(kubernetes, ['--strict', '-k', version, file]);
        rmSync(folder, { recursive: true });
        expect({ status, output }).toEqual({
          status: 0,
          output: expect.not.stringMatching(/^(ERROR|WARN)/m),
        });
      },
    );

  itRendered('runs three workers and two APIs, or as many as the autoscaler wants from there on', () => {
    const countOf = (name: string): number | undefined =>
      find('Deployment', name)?.spec.replicas ?? find('HorizontalPodAutoscaler', name)?.spec.minReplicas;
    expect([countOf('genvideo-worker'), countOf('genvideo-api')]).toEqual([3, 2]);
  });

  itRendered('lets nobody take away all workers or all APIs at once', () => {
    const budgets = listOf('PodDisruptionBudget').map(({ metadata, spec }) => [
      metadata.name,
      spec.minAvailable,
    ]);
    expect(Object.fromEntries(budgets)).toEqual({ 'genvideo-worker': 2, 'genvideo-api': 1 });
  });

  itRendered('selects pods that there are', () => {
    const labels = workloads.map(({ spec }) => spec.template.metadata.labels);
    const selectors = objects.flatMap(({ spec }) => [
      spec?.selector?.matchLabels,
      spec?.podSelector?.matchLabels,
    ]);
    for (const selector of selectors.filter((each) => each !== undefined))
      expect(labels).toContainEqual(expect.objectContaining(selector));
  });

  itRendered('runs every program without rights, and asks it how it is', () => {
    expect(workloads.length).toBeGreaterThan(2);
    for (const { kind, spec } of workloads) {
      const pod = spec.template.spec;
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      for (const container of pod.containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources).toMatchObject({ requests: expect.anything(), limits: expect.anything() });
        if (kind === 'Deployment')
          expect(container).toMatchObject({
            livenessProbe: expect.anything(),
            readinessProbe: expect.anything(),
          });
      }
    }
  });

  itRendered('refers to secrets and holds none', () => {
    expect(listOf('Secret')).toEqual([]);
    const names = listOf('ConfigMap').flatMap(({ data }) => Object.keys(data ?? {}));
    expect(
      names.filter((name) => /(?<!REQUIRE_API_)(KEYS?|SECRET|TOKEN|PASSWORD)$|^SMTP_URL$/.test(name)),
    ).toEqual([]);
    for (const name of ['genvideo-worker', 'genvideo-api'])
      expect(find('Deployment', name)?.spec.template.spec.containers[0]?.envFrom).toContainEqual({
        secretRef: { name: 'genvideo-secrets' },
      });
  });

  itRendered('sets what a program reads', () => {
    const names = listOf('ConfigMap').flatMap(({ data }) => Object.keys(data ?? {}));
    expect(names).toContain('TEMPORAL_HOST');
    expect(names.filter((name) => !isKnownSetting(name))).toEqual([]);
  });

  itRendered('denies what is not named', () => {
    expect(find('NetworkPolicy', 'genvideo-deny-all')?.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  itRendered(
    'lets out to public addresses what calls providers, receivers and mail servers, and to no private one',
    () => {
      const [rule] = find('NetworkPolicy', 'genvideo-public-https')?.spec.egress ?? [];
      expect(rule?.ports?.map(({ port }) => port)).toEqual([443, 80, 465, 587]);
      const [four] = rule?.to ?? [];
      expect(four?.ipBlock?.except).toEqual(
        expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16']),
      );
    },
  );
});

describe('autoscaling', () => {
  it('asks for metrics that the adapter makes of those that there are', () => {
    const { externalRules } = parseYaml(readRootFile('deploy/kubernetes/prometheus-adapter-rules.yaml')) as {
      externalRules: { seriesQuery: string; name: { as: string } }[];
    };
    const asked = parseManifests(readRootFile(`${FOLDER}/production/autoscaling.yaml`)).flatMap(({ spec }) =>
      (spec.metrics ?? []).flatMap(({ external }) => external?.metric.name ?? []),
    );
    expect(asked).not.toEqual([]);
    for (const name of asked) {
      const rule = externalRules.find(({ name: { as } }) => as === name);
      expect(rule?.seriesQuery).toContain(name);
      expect(readRootFile('docs/metrics.md')).toContain(`| \`${name}\``);
    }
  });
});
