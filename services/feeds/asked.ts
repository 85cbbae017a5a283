import { z } from 'zod';
import { checkUrl } from '../runtime/address.ts';
import { feedFamilies, topics } from '../runtime/feeds.ts';

// What people may say of a feed that they add.

/** Seconds between polls. */
const shortestInterval = 300;
const longestInterval = 7 * 86_400;

const isPlain = (text: string) => !/\p{Cc}/u.test(text);
/** Private hosts are refused when it is polled, unless the operator allows them. */
const isWebAddress = (url: string) => {
  const { fault } = checkUrl(url);
  return fault === undefined || fault.code === 'address';
};

const publisher = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(isPlain, 'must not contain control characters')
  .describe('As readers know it');
const family = z.enum(feedFamilies).describe('What kind of source it is');
const language = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'must be a language tag such as en or zh')
  .describe('BCP 47 tag of its articles');
const topicList = z
  .array(z.enum(topics))
  .min(1, 'must be one at least')
  .describe('What its articles are about');
const interval = z
  .int()
  .min(shortestInterval)
  .max(longestInterval)
  .describe('Seconds between two polls; the publisher’s wishes and its rhythm may lengthen it');

export const askedFeedSchema = z.strictObject({
  url: z
    .string()
    .max(2000)
    .refine(isWebAddress, 'must be an http(s) address without user name and password')
    .describe('Address of the feed itself; POST /v1/feeds/find finds it'),
  publisher,
  family: family.default('general-press'),
  language: language.default('en'),
  topics: topicList.default([...topics]),
  interval: interval.default(1800),
});

export const feedSettingsSchema = z
  .strictObject({ publisher, family, language, topics: topicList, interval })
  .partial();
