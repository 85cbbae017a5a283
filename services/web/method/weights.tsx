import {
  credibilityWeights,
  eventWeights,
  familyWeights,
  importanceWeights,
} from '../../alert/gates/weights.ts';
import { familyName } from '../feeds/choices.ts';
import { number, say } from '../language/say.tsx';
import { eventName } from '../parts/names.ts';

/** How what is shown first is chosen, and what the numbers of alerts are made of. */
export const Weights = () => (
  <>
    <p>
      {say(
        'Today puts stories in order by publishers × 0.5 per day since the newest article × (0.1 + 0.9 × relevance to the beat). Publishers are those that wrote an article of their own: copies count nothing. Clicks, readers and sentiment play no part.',
      )}
    </p>
    <p>
      {say(
        'Alerts can ask for relevance, novelty, importance and credibility, each from 0 to 100. Their weights are our own judgement, not measured.',
      )}
    </p>
    <div class="weights">
      <details>
        <summary>{say('Importance: points of the weightiest event')}</summary>
        <p>
          {say(
            'Times {inText} where only the text tells of it, times its certainty (planned {planned}, unconfirmed {unconfirmed}, denied {denied}); plus {stance} where controls change, {title} for an entity in the title, {publisher} for each other publisher, {most} of them at most. {least} without any event.',
            {
              ...{
                inText: String(importanceWeights.inText),
                planned: String(importanceWeights.certainty.planned),
              },
              ...{ unconfirmed: String(importanceWeights.certainty.unconfirmed) },
              ...{ denied: String(importanceWeights.certainty.denied), stance: importanceWeights.stance },
              ...{ title: importanceWeights.title, publisher: importanceWeights.publisher },
              ...{ most: importanceWeights.mostPublishers, least: importanceWeights.least },
            },
          )}
        </p>
        <PointsTable heading={say('Event')} weights={eventWeights} nameOf={eventName} />
      </details>
      <details>
        <summary>{say('Credibility: points of the kind of source')}</summary>
        <p>
          {say(
            'Times the certainty of the weightiest event (planned {planned}, unconfirmed {unconfirmed}, denied {denied}). Each other publisher of the story takes a quarter of what is left to 100.',
            {
              planned: String(credibilityWeights.certainty.planned),
              unconfirmed: String(credibilityWeights.certainty.unconfirmed),
              denied: String(credibilityWeights.certainty.denied),
            },
          )}
        </p>
        <PointsTable heading={say('Kind of source')} weights={familyWeights} nameOf={familyName} />
      </details>
    </div>
  </>
);

interface PointsProps {
  heading: string;
  weights: Record<string, { points: number }>;
  nameOf(id: string): string;
}

const PointsTable = ({ heading, weights, nameOf }: PointsProps) => (
  <table class="points">
    <thead>
      <tr>
        <th scope="col">{heading}</th>
        <th scope="col" class="number">
          {say('Points')}
        </th>
      </tr>
    </thead>
    <tbody>
      {Object.entries(weights).map(([id, { points }]) => (
        <tr>
          <th scope="row">{nameOf(id)}</th>
          <td class="number">{number(points)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
