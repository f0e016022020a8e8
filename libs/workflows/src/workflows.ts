export { GenVideoWorkflow } from './gen-video-workflow';
