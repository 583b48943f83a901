import { Product } from '../types/product.js';
import { connectionType } from './connection-type.js';

export const ProductConnection = connectionType('Product', () => Product);
