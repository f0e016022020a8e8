import { pickPorts } from './pick-ports';

export type Role = 'frontend' | 'history' | 'matching' | 'worker';

/** Where a role serves, and where it tells the others that it lives. */
export interface RolePorts {
  grpc: number;
  membership: number;
}

export type ClusterPorts = Readonly<Record<Role, RolePorts>> & { readonly postgres: number };

/** Free ports for all parts; the frontend's may be given. */
export async function pickClusterPorts(frontendPort: number | undefined): Promise<ClusterPorts> {
  const ports = await pickPorts(9);
  const next = (): number => ports.pop() ?? 0;
  const toRole = (): RolePorts => ({ grpc: next(), membership: next() });
  const frontend = toRole();
  return {
    frontend: { ...frontend, grpc: frontendPort || frontend.grpc },
    history: toRole(),
    matching: toRole(),
    worker: toRole(),
    postgres: next(),
  };
}
