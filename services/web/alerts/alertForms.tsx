import type { Context, Hono } from 'hono';
import type { ListedAlert } from '../../../db/alerts.ts';
import { listChannels } from '../../../db/channels.ts';
import type { Orm } from '../../../db/database.ts';
import { ownerOf } from '../../api/alertShapes.ts';
import { eventTypeIds } from '../../tag/events/catalogue.ts';
import { changeAlert, saveAlert } from '../../watch/alerts.ts';
import type { AskedFault } from '../../watch/fault.ts';
import { addressOf, alertAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import type { PageTools } from '../layout/pageTools.ts';
import { orFaults, readForm } from '../parts/forms.ts';
import { alertIn, idPattern, noSuchAlert } from '../parts/saving.ts';
import { listChoices } from '../search/filterForm.tsx';
import { type AlertFields, fieldsOf, noAlert, readAlert } from './alertFields.ts';
import { type AlertChoices, AlertForm } from './alertForm.tsx';
import { AlertTabs } from './alerts.tsx';
import { type Tried, TryReport, tries } from './alertTry.tsx';

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
    return answer(c, <FormPage {...{ asked, faults, choices, alert, tried }} />, status);
  };
  const saved = (c: Context, id: number) => c.redirect(addressOf(alertAddress(id), { said: 'saved' }), 303);

  pages.get('/alerts/new', (c) => form(c, noAlert(c.req.query('q')?.slice(0, 1000) ?? ''), []));

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
      fields: { ...asked.fields, name: asked.fields.name || 'Without a name' },
    });
    if (Array.isArray(read)) return form(c, asked, read, alert);
    const found = await orFaults(trying(read, asked.fields['try.days'], now(), c.req.raw.signal));
    return 'summary' in found ? form(c, asked, [], alert, found) : form(c, asked, found, alert);
  };
  pages.post('/alerts/try', (c) => tried(c));
  pages.post(`/alerts/${idPattern}/try`, async (c) => {
    const alert = await alertIn(c, orm);
    return alert ? tried(c, alert) : missing(c, noSuchAlert);
  });

  pages.get(`/alerts/${idPattern}/edit`, async (c) => {
    const alert = await alertIn(c, orm);
    return alert ? form(c, fieldsOf(alert), [], alert) : missing(c, noSuchAlert);
  });

  pages.post(`/alerts/${idPattern}`, async (c) => {
    const alert = await alertIn(c, orm);
    if (!alert) return missing(c, noSuchAlert);
    const asked = await readForm(c);
    const read = readAlert(asked);
    if (Array.isArray(read)) return form(c, asked, read, alert);
    const changed = await orFaults(changeAlert(orm, alert, withoutSame(alert, read), now()));
    return typeof changed === 'boolean' ? saved(c, alert.id) : form(c, asked, changed, alert);
  });
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
  const [{ entities }, channels] = await Promise.all([listChoices(orm), listChannels(orm, owner)]);
  return { entities, eventTypes: eventTypeIds(), channels };
}

interface FormPageProps {
  asked: AlertFields;
  faults: readonly AskedFault[];
  choices: AlertChoices;
  /** The one that is changed. */
  alert?: ListedAlert | undefined;
  tried?: Tried | undefined;
}

function FormPage({ asked, faults, choices, alert, tried }: FormPageProps) {
  const title = alert ? `Change “${alert.name}”` : 'New alert';
  const action = alert ? alertAddress(alert.id) : '/alerts';
  return (
    <Page title={title} section="alerts">
      <h1>{title}</h1>
      <AlertTabs here={alert ? null : 'new'} />
      <AlertForm
        {...{ asked, faults, choices, action }}
        save={alert ? 'Save the changes' : 'Save the alert'}
      />
      {tried && <TryReport {...tried} />}
    </Page>
  );
}
