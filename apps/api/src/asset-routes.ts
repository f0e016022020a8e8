import express, { Router } from 'express';
import { ProblemError } from './problem';

/** `GET /assets/...`: the files of RESULTS_DIR, with ranges and entity tags; never a listing, never a dot file. */
export function createAssetRoutes(resultsDir: string): Router {
  const routes = Router();
  routes.use('/assets', express.static(resultsDir, { dotfiles: 'ignore', index: false, redirect: false }));
  routes.get('/assets/{*path}', ({ path }) => {
    throw new ProblemError('NotFound', `There is no file ${path}; a job's result names its files.`);
  });
  return routes;
}
