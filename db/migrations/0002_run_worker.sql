ALTER TABLE "runs" RENAME COLUMN "owner" TO "worker_id";--> statement-breakpoint
ALTER TABLE "runs" DROP COLUMN "error";