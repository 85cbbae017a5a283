CREATE TABLE "sign_ins" (
	"hash" text PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_key_id_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sign_ins_key_id_index" ON "sign_ins" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "sign_ins_ends_at_index" ON "sign_ins" USING btree ("ends_at");