DROP INDEX "runs_active_heartbeat_idx";--> statement-breakpoint
CREATE FUNCTION "start_run"(
  "given_id" text, "given_user" text, "given_conversation" text, "given_kind" text, "given_key" text,
  "given_frame" text, "given_hash" text, "given_worker" text, "max_queued" integer, "max_answered" integer
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  known "runs"%ROWTYPE;
  here integer;
  elsewhere integer;
  refusal text;
BEGIN
  -- Each statement below sees what was committed before it. So the sends of a user are handled one after the other.
  PERFORM pg_advisory_xact_lock(hashtextextended('runs of ' || given_user, 0));
  IF given_key IS NOT NULL THEN
    UPDATE runs SET idempotency_key = NULL
    WHERE user_id = given_user AND idempotency_key = given_key AND status IN ('failed', 'interrupted')
      AND (started_at IS NULL OR (kind IN ('threads.create', 'threads.add_user_message') AND accepted_at IS NULL));
  ELSIF given_frame <> '' AND given_hash <> '' THEN
    SELECT * INTO known FROM runs
    WHERE user_id = given_user AND body_hash = given_hash AND frame_instance_id = given_frame
      AND delivered_at IS NULL AND status IN ('queued', 'running', 'done') AND stop_requested_at IS NULL
      AND created_at > clock_timestamp() - interval '30 seconds'
    ORDER BY created_at DESC LIMIT 1;
    IF FOUND THEN
      RETURN jsonb_build_object('outcome', 'repeat', 'id', known.id, 'user', known.user_id);
    END IF;
  END IF;
  IF given_conversation IS NOT NULL THEN
    PERFORM FROM conversations
    WHERE id = given_conversation AND user_id = given_user AND deleted_at IS NULL FOR KEY SHARE;
    IF NOT FOUND THEN
      RETURN jsonb_build_object('outcome', 'no_conversation');
    END IF;
  END IF;
  SELECT count(*) FILTER (WHERE conversation_id = given_conversation),
    count(DISTINCT coalesce(conversation_id, id)) FILTER (WHERE (conversation_id = given_conversation) IS NOT TRUE)
  INTO here, elsewhere
  FROM runs WHERE user_id = given_user AND status IN ('queued', 'running');
  IF here > max_queued THEN
    refusal := 'queue_full';
  ELSIF elsewhere >= max_answered THEN
    refusal := 'too_many_answers';
  ELSE
    INSERT INTO runs (
      id, user_id, conversation_id, kind, idempotency_key, frame_instance_id, body_hash, worker_id,
      status, created_at, heartbeat_at, started_at
    ) VALUES (
      given_id, given_user, given_conversation, given_kind, given_key, given_frame, given_hash, given_worker,
      CASE WHEN here = 0 THEN 'running' ELSE 'queued' END, clock_timestamp(), clock_timestamp(),
      CASE WHEN here = 0 THEN clock_timestamp() END
    ) ON CONFLICT (user_id, idempotency_key) DO NOTHING;
    IF FOUND THEN
      RETURN jsonb_build_object(
        'outcome', 'created', 'id', given_id, 'user', given_user, 'running', here = 0,
        'quiet_ms', (
          SELECT extract(epoch FROM clock_timestamp() - max(ended_at)) * 1000
          FROM (
            SELECT ended_at FROM runs WHERE conversation_id = given_conversation
            ORDER BY created_at DESC, id DESC LIMIT 10
          ) AS latest
        )
      );
    END IF;
  END IF;
  SELECT * INTO known FROM runs WHERE user_id = given_user AND idempotency_key = given_key;
  IF FOUND THEN
    RETURN jsonb_build_object('outcome', 'repeat', 'id', known.id, 'user', known.user_id);
  END IF;
  RETURN jsonb_build_object('outcome', refusal);
END
$$;
