import { parseAllDocuments } from 'yaml';

interface Probe {
  httpGet?: { path: string; port: string };
}

export interface Container {
  name: string;
  image: string;
  env?: { name: string; value?: string }[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  ports?: { name: string; containerPort: number }[];
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  resources?: { requests?: object; limits?: object };
  securityContext?: object;
  volumeMounts?: { name: string; mountPath: string }[];
}

/** What is read of a Kubernetes object. */
export interface Manifest {
  kind: string;
  metadata: { name: string; namespace?: string };
  data?: Record<string, string>;
  spec: {
    replicas?: number;
    minAvailable?: number;
    minReplicas?: number;
    selector?: { matchLabels?: Record<string, string> };
    podSelector?: { matchLabels?: Record<string, string> };
    scaleTargetRef?: { name: string };
    egress?: { ports?: { port: number }[]; to?: { ipBlock?: { cidr: string; except?: string[] } }[] }[];
    metrics?: { external?: { metric: { name: string } } }[];
    template: {
      metadata: { labels: Record<string, string> };
      spec: { containers: Container[]; securityContext: object; automountServiceAccountToken: boolean };
    };
  };
}

/** The objects of a stream of YAML documents. */
export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest);
}
