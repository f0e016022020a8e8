/** How a database is reached, always on 127.0.0.1. */
export interface Database {
  port: number;
  user: string;
  password: string;
}

/** For any client of PostgreSQL. */
export function toDatabaseUrl({ port, user, password }: Database, name: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`;
}
