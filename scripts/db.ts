import "./env-file.ts";
import { runProgram } from "./run-program.ts";

// npm run db:migrate | db:seed | db:studio | db:generate
await runProgram("db");
