import type { Context } from 'hono';
import { getAlert, type ListedAlert } from '../../../db/alerts.ts';
import type { Orm } from '../../../db/database.ts';
import { ownerOf } from '../../api/alertShapes.ts';

// What pages that save something have in common.

/** A number in a path. */
export const idPattern = ':id{[1-9][0-9]{0,14}}';
export const idIn = (c: Context): number => Number(c.req.param('id'));

/** The alert that a path names, if it is the caller’s. */
export const alertIn = (c: Context, orm: Orm): Promise<ListedAlert | null> =>
  getAlert(orm, ownerOf(c), idIn(c));
