CREATE TABLE "judgements" (
	"key" text PRIMARY KEY NOT NULL,
	"score" real NOT NULL,
	"label" text NOT NULL,
	"judged_at" timestamp with time zone NOT NULL,
	CONSTRAINT "judgements_score" CHECK ("judgements"."score" between -1 and 1),
	CONSTRAINT "judgements_label" CHECK ("judgements"."label" in ('negative', 'neutral', 'positive'))
);
--> statement-breakpoint
CREATE TABLE "token_days" (
	"day" date PRIMARY KEY NOT NULL,
	"tokens" integer NOT NULL,
	CONSTRAINT "token_days_tokens" CHECK ("token_days"."tokens" >= 0)
);
