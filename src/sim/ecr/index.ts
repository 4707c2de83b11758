export { isOwnImage, readImage, type ImageContent } from './image-content.ts';
export { layerBytes, layers, layerUploads } from './layers.ts';
export { repositories } from './registry.ts';
export { isScriptImage, scriptImageOf } from './script-image.ts';
export { ecr } from './service.ts';
