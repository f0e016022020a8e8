import { planTask } from '../plan-task';
import type { ServiceFaults } from '../service-faults';
import type { TaskPlan } from '../task';

/** Decides how a prompt will go: as any task, or interrupted by somebody who has ComfyUI's own window open. */
export function planPrompt(faults: ServiceFaults, promptSeconds: number, promptId: string): TaskPlan {
  const plan = planTask(faults, promptSeconds, promptId);
  if (plan.outcome !== 'complete' || !faults.strikes('comfyui_interrupt_rate', promptId)) return plan;
  return { ...plan, outcome: 'interrupt', endsAfterMs: plan.totalMs / 2 };
}
