import { SettingError } from '@lexhop/foundation';
import type { EngineSettings } from './engine-settings.js';

/** Where graph and jobs are: in a data directory that one process has, or on servers that any number of processes share. */
export type DeploymentShape =
  | { readonly kind: 'embedded'; readonly dataDirectory: string }
  | {
      readonly kind: 'service';
      readonly redisUrl: string;
      readonly neo4j: {
        readonly uri: string;
        readonly user: string;
        readonly password: string;
        readonly database: string;
      };
    };

/**
 * The shape that the settings ask for: embedded without REDIS_URL and NEO4J_URI, service with both. Half of the service
 * shape would lose work in silence, so it throws a SettingError that names what is missing.
 */
export function deploymentShapeOf({
  store,
  neo4j,
  queue,
}: Pick<EngineSettings, 'store' | 'neo4j' | 'queue'>): DeploymentShape {
  const redisUrl = queue.REDIS_URL;
  const uri = neo4j.NEO4J_URI;
  if (redisUrl === undefined && uri === undefined) {
    return { kind: 'embedded', dataDirectory: store.LEXHOP_DATA_DIR };
  }
  if (redisUrl === undefined) throw halfOfAService('REDIS_URL', 'the graph is on a server (NEO4J_URI), so the jobs');
  if (uri === undefined) throw halfOfAService('NEO4J_URI', 'the jobs are on a server (REDIS_URL), so the graph');
  const password = neo4j.NEO4J_PASSWORD;
  if (password === undefined)
    throw new SettingError('NEO4J_PASSWORD', undefined, 'NEO4J_URI needs the password of NEO4J_USER');
  return {
    kind: 'service',
    redisUrl,
    neo4j: { uri, user: neo4j.NEO4J_USER, password, database: neo4j.NEO4J_DATABASE },
  };
}

function halfOfAService(variable: string, clause: string): SettingError {
  return new SettingError(
    variable,
    undefined,
    `${clause} must be too; set both, or neither to keep all in LEXHOP_DATA_DIR`,
  );
}
