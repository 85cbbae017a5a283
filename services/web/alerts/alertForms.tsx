import type { Context, Hono } from 'hono';
import { getAlert, type ListedAlert } from '../../../db/alerts.ts';
import { listChannels } from '../../../db/channels.ts';
import type { Orm } from '../../../db/database.ts';
import { callerOf } from '../../api/access.ts';
import { ownerOf } from '../../api/alertShapes.ts';
import { covers } from '../../api/permissions.ts';
import { eventTypeIds } from '../../tag/events/catalogue.ts';
import { changeAlert, saveAlert, versionOf } from '../../watch/alerts.ts';
import type { AskedFault } from '../../watch/fault.ts';
import { say } from '../language/say.tsx';
import { addressOf, alertAddress, isStorable } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import type { PageTools } from '../layout/pageTools.ts';
import { numberIn, orFaults, readForm } from '../parts/forms.ts';
import { alertIn, idPattern } from '../parts/saving.ts';
import { listChoices } from '../search/filterForm.tsx';
import { type AlertFields, copyOf, fieldsOf, noAlert, readAlert } from './alertFields.ts';
import { type AlertChoices, AlertForm } from './alertForm.tsx';
import { TryReport } from './alertTry.tsx';
import { Examples } from './beginnings.tsx';
import { carriedBy } from './draft.ts';
import { exampleNamed } from './examples.ts';
import { AlertTabs } from './tabs.tsx';
import { type Tried, tries } from './tries.ts';
import { noSuchAlert } from './words.ts';

/** The form of an alert, empty or filled in, and what is saved by it. */
export function addAlertForms(pages: Hono, deps: PageTools): void {
  const { orm, now, answer, missing } = deps;
  const form = async (
    c: Context,
    asked: AlertFields,
    faults: readonly AskedFault[],
    alert?: ListedAlert | undefined,
    tried?: Tried,
  ) => {
    const choices = await choicesFor(orm, ownerOf(c));
    const status = faults.length > 0 ? 400 : 200;
    const mayWrite = covers(callerOf(c).scope, 'write');
    return answer(c, <FormPage {...{ asked, faults, choices, alert, tried, mayWrite }} />, status);
  };
  const saved = (c: Context, id: number) => c.redirect(addressOf(alertAddress(id), { said: 'saved' }), 303);

  pages.get('/alerts/new', async (c) => form(c, carriedBy(c, await beginning(c, orm)), []));

  pages.post('/alerts', async (c) => {
    const asked = await readForm(c);
    const read = readAlert(asked);
    if (Array.isArray(read)) return form(c, asked, read);
    const made = await orFaults(saveAlert(orm, ownerOf(c), read, now()));
    return typeof made === 'number' ? saved(c, made) : form(c, asked, made);
  });

  const trying = tries(orm);
  /** Shows what the form would have found, and the form again; nothing is saved. */
  const tried = async (c: Context, alert?: ListedAlert) => {
    const asked = await readForm(c);
    const read = readAlert({
      ...asked,
      fields: { ...asked.fields, name: asked.fields.name || say('Without a name') },
    });
    if (Array.isArray(read)) return form(c, asked, read, alert);
    const found = await orFaults(trying(read, asked.fields['try.days'], now(), c.req.raw.signal));
    return 'summary' in found ? form(c, asked, [], alert, found) : form(c, asked, found, alert);
  };
  pages.post('/alerts/try', (c) => tried(c));
  pages.post(`/alerts/${idPattern}/try`, async (c) => {
    const alert = await alertIn(c, orm);
    return alert ? tried(c, alert) : missing(c, noSuchAlert());
  });

  pages.get(`/alerts/${idPattern}/edit`, async (c) => {
    const alert = await alertIn(c, orm);
    return alert ? form(c, carriedBy(c, fieldsOf(alert)), [], alert) : missing(c, noSuchAlert());
  });

  pages.post(`/alerts/${idPattern}`, async (c) => {
    const alert = await alertIn(c, orm);
    if (!alert) return missing(c, noSuchAlert());
    const asked = await readForm(c);
    const read = readAlert(asked);
    if (Array.isArray(read)) return form(c, asked, read, alert);
    const { version } = asked.fields;
    const changed = await orFaults(changeAlert(orm, alert, withoutSame(alert, read), now(), version));
    if (typeof changed === 'boolean') return saved(c, alert.id);
    // Who saves once more has been told that it was changed meanwhile.
    const fields = { ...asked.fields, version: versionOf(alert) };
    return form(c, { ...asked, fields }, changed, alert);
  });
}

/** What a new form holds: an example, a copy, a search’s query or nothing. */
async function beginning(c: Context, orm: Orm): Promise<AlertFields> {
  const { example, copy, q = '' } = c.req.query();
  const id = numberIn(copy);
  const copied = id === undefined ? null : await getAlert(orm, ownerOf(c), id);
  return (
    exampleNamed(example) ?? (copied && copyOf(copied)) ?? noAlert(isStorable(q) ? q.slice(0, 1000) : '')
  );
}

/** The form sends all of it; a trigger and a query that stay the same must not forget what they know. */
function withoutSame(
  alert: ListedAlert,
  { query, trigger, ...rest }: Exclude<ReturnType<typeof readAlert>, unknown[]>,
) {
  const before = (alert.spec as { trigger?: object }).trigger;
  return {
    ...rest,
    ...(query === alert.query && alert.fault === null ? {} : { query }),
    ...(sameParts(trigger, before) ? {} : { trigger }),
  };
}

function sameParts(one: object, other: object = {}): boolean {
  const sorted = (each: object) => JSON.stringify(Object.entries(each).sort());
  return sorted(one) === sorted(other);
}

async function choicesFor(orm: Orm, owner: string): Promise<AlertChoices> {
  const [{ entities, publishers }, channels] = await Promise.all([
    listChoices(orm),
    listChannels(orm, owner),
  ]);
  return { entities, publisher: publishers[0], eventTypes: eventTypeIds(), channels };
}

interface FormPageProps {
  asked: AlertFields;
  faults: readonly AskedFault[];
  choices: AlertChoices;
  /** The one that is changed. */
  alert?: ListedAlert | undefined;
  tried?: Tried | undefined;
  mayWrite: boolean;
}

function FormPage({ asked, faults, choices, alert, tried, mayWrite }: FormPageProps) {
  const title = alert ? say('Change “{name}”', { name: alert.name }) : say('New alert');
  const action = alert ? alertAddress(alert.id) : '/alerts';
  return (
    <Page title={title} section="alerts" scripts={['complete']}>
      <h1>{title}</h1>
      <AlertTabs here={alert ? null : 'new'} />
      <div class="making">
        {!alert && <Examples />}
        <AlertForm
          {...{ asked, faults, choices, action, mayWrite }}
          save={alert ? say('Save the changes') : say('Save the alert')}
        />
      </div>
      {tried && <TryReport {...tried} />}
    </Page>
  );
}
