// The section for a plan's and a topic's scheduling.

import { useEffect, useState } from 'preact/hooks';
import type { PlanSettings, PlanSummary, Topic } from '../../server/http/schemas.ts';
import { BOUNDS } from '../../server/schedule/bounds.ts';
import { api } from '../api.ts';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';
import { draftOf } from './drafts.ts';
import { SettingsForm, type Standard } from './form.tsx';
import { RetentionSetting } from './retention.tsx';
import { Section } from './section.tsx';
import { ChoiceSetting, FlagSetting, NumberSetting, TextSetting, WeightsSetting } from './setting.tsx';

/** The settings of a plan or topic, with the plans and topics to choose from. */
export interface PlanHeld {
  readonly held: PlanSettings;
  readonly topics: readonly Topic[];
}

export async function loadPlan(plan: string, topic?: string): Promise<PlanHeld> {
  const [held, topics] = await Promise.all([api.planSettings(plan, topic), api.topics(plan)]);
  return { held, topics };
}

interface Props {
  readonly plans: readonly PlanSummary[];
  readonly first: PlanHeld;
  /** Changes when these settings were changed elsewhere on the page. */
  readonly round: number;
}

interface Chosen {
  readonly plan: string;
  /** '' for the whole plan. */
  readonly topic: string;
}

/** The settings of a plan or of one of its topics. */
export function YourPlan({ plans, first, round }: Props) {
  const [chosen, choose] = useState<Chosen>({ plan: first.held.plan, topic: '' });
  const [{ held, topics }, hold] = useState(first);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const say = words().settings;
  useEffect(() => {
    const isFirst = held === first.held && chosen.plan === held.plan && chosen.topic === '';
    if (isFirst && round === 0 && tries === 0) return;
    let gone = false;
    setTrouble(null);
    loadPlan(chosen.plan, chosen.topic || undefined).then(
      (loaded) => {
        if (!gone) hold(loaded);
      },
      (error: unknown) => {
        if (!gone) setTrouble(error);
      },
    );
    return () => {
      gone = true;
    };
  }, [chosen, round, tries]);
  const scope = held.topic ?? held.plan;
  const nameOf = (id: string, title: string) =>
    Object.keys(draftOf(id)).length > 0 ? say.unsaved(title) : title;
  return (
    <Section id="plan" title={say.sections.plan} lead={say.planLead}>
      <div class="scope">
        {plans.length > 1 && (
          <label class="field">
            <span>{say.plan}</span>
            <select
              value={chosen.plan}
              onChange={({ currentTarget }) => choose({ plan: currentTarget.value, topic: '' })}
            >
              {plans.map(({ id, title }) => (
                <option key={id} value={id} dir="auto">
                  {nameOf(id, title)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="field">
          <span>{say.topic}</span>
          <select
            value={chosen.topic}
            onChange={({ currentTarget }) => choose({ ...chosen, topic: currentTarget.value })}
          >
            <option value="">{nameOf(held.plan, say.wholePlan)}</option>
            {topics.map(({ id, title }) => (
              <option key={id} value={id} dir="auto">
                {nameOf(id, title)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {trouble !== null && (
        <div class="settings-trouble" role="alert">
          <p class="trouble">{errorWords(trouble)}</p>
          <button type="button" class="button" onClick={() => setTries(tries + 1)}>
            {words().common.tryAgain}
          </button>
        </div>
      )}
      {held.topic !== null && <p class="hint">{say.ofTopic}</p>}
      <SettingsForm
        key={scope}
        name="plan"
        scope={scope}
        held={held}
        standardOf={(field): Standard =>
          held.topic !== null ? 'plan' : field === 'learnAheadMinutes' ? 'learner' : 'default'
        }
        send={(body) => api.changePlanSettings(held.plan, held.topic ?? undefined, body)}
        onSaved={(saved) => hold({ held: saved, topics })}
      >
        <Fields {...(held.topic === null && { plan: held.plan })} />
      </SettingsForm>
    </Section>
  );
}

/** @param plan absent for a topic */
function Fields({ plan }: { readonly plan?: string }) {
  const { groups } = words().settings;
  const { reviewOrder, newOrder, mix } = words().fields;
  return (
    <>
      <h3>{groups.retention}</h3>
      <RetentionSetting {...(plan !== undefined && { plan })} />
      <h3>{groups.daily}</h3>
      <NumberSetting field="newPerDay" bounds={BOUNDS.newPerDay} />
      <NumberSetting field="reviewsPerDay" bounds={BOUNDS.reviewsPerDay} />
      <FlagSetting field="newCountsAgainstReviews" />
      <h3>{groups.order}</h3>
      <ChoiceSetting field="reviewOrder" options={reviewOrder} />
      <ChoiceSetting field="newOrder" options={newOrder} />
      <ChoiceSetting field="mix" options={mix} />
      <FlagSetting field="burySiblings" />
      <h3>{groups.steps}</h3>
      <TextSetting field="learningSteps" />
      <TextSetting field="relearningSteps" />
      <NumberSetting field="learnAheadMinutes" bounds={BOUNDS.learnAheadMinutes} />
      <h3>{groups.more}</h3>
      <NumberSetting field="maximumIntervalDays" bounds={BOUNDS.maximumIntervalDays} />
      <FlagSetting field="loadBalance" />
      <NumberSetting field="leechThreshold" bounds={BOUNDS.leechThreshold} />
      <details class="settings-more">
        <summary>{words().settings.advanced}</summary>
        <WeightsSetting />
      </details>
    </>
  );
}
