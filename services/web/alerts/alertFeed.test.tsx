import { expect, test } from 'vitest';
import { AlertPages } from './testing/alertPages.ts';

const web = new AlertPages('https://news.example.com');

test('addresses of feeds are those that the settings say, whatever a request calls us', async () => {
  const id = await web.save();
  const { $ } = await web.post(`/alerts/${id}/feed`);
  expect($('.secret a').first().attr('href')).toMatch(
    /^https:\/\/news\.example\.com\/feeds\/alerts\/[\w-]{32}\.atom$/,
  );
});
