"""The operations that a foreign TensorFlow graph may hold: arithmetic, images and control flow.

What is not named here is refused: operations that read or write files (`ReadFile`, `RestoreV2`,
`ImmutableConst`, `PrintV2`), call Python (`PyFunc`), talk to others (`Send`, `DebugIdentity`,
`RpcCall`), end the program (`Abort`), or that nobody has looked at yet.
"""

_ARRAYS = """
    BatchToSpace BatchToSpaceND Bitcast BroadcastArgs BroadcastTo Cast Concat ConcatOffset ConcatV2
    Const DepthToSpace Diag DiagPart DynamicPartition DynamicStitch EnsureShape ExpandDims Fill
    Gather GatherNd GatherV2 GuaranteeConst Identity IdentityN InvertPermutation LinSpace ListDiff
    MatrixBandPart MatrixDiag MatrixDiagPart MatrixDiagPartV2 MatrixDiagPartV3 MatrixDiagV2
    MatrixDiagV3 MirrorPad NoOp OneHot OnesLike Pack Pad PadV2 ParallelConcat
    ParallelDynamicStitch Placeholder PlaceholderV2 PlaceholderWithDefault PreventGradient Range
    Rank Reshape Reverse ReverseSequence ReverseV2 Roll ScatterNd Shape ShapeN Size Slice Snapshot
    SpaceToBatch SpaceToBatchND SpaceToDepth SparseToDense Split SplitV Squeeze StopGradient
    StridedSlice TensorScatterAdd TensorScatterMax TensorScatterMin TensorScatterSub
    TensorScatterUpdate Tile Transpose Unique UniqueV2 UniqueWithCounts UniqueWithCountsV2 Unpack
    UnravelIndex Where ZerosLike
"""

_NUMBERS = """
    Abs Acos Acosh Add AddN AddV2 AccumulateNV2 All Any ApproximateEqual ArgMax ArgMin Asin Asinh
    Atan Atan2 Atanh BatchMatMul BatchMatMulV2 BatchMatMulV3 Bincount BitwiseAnd BitwiseOr
    BitwiseXor Bucketize Ceil ClipByValue Cos Cosh Cross Cumprod Cumsum CumulativeLogsumexp Div
    DivNoNan Einsum Equal Erf Erfc EuclideanNorm Exp Expm1 Floor FloorDiv FloorMod Greater
    GreaterEqual HistogramFixedWidth Inv Invert IsFinite IsInf IsNan LeftShift Less LessEqual Log
    Log1p LogicalAnd LogicalNot LogicalOr MatMul Max Maximum Mean Min Minimum Mod Mul MulNoNan Neg
    NextAfter NotEqual Pow Prod RealDiv Reciprocal RightShift Rint Round Rsqrt SegmentMax
    SegmentMean SegmentMin SegmentProd SegmentSum Select SelectV2 Sigmoid Sign Sin Sinh Sqrt Square
    SquaredDifference Sub Sum Tan Tanh TruncateDiv TruncateMod UnsortedSegmentMax
    UnsortedSegmentMin UnsortedSegmentProd UnsortedSegmentSum Xdivy Xlogy
"""

_LAYERS = """
    AvgPool AvgPool3D BatchNormWithGlobalNormalization BiasAdd BiasAddV1 Conv2D
    Conv2DBackpropInput Conv3D Conv3DBackpropInputV2 DataFormatDimMap DataFormatVecPermute
    DepthwiseConv2dNative Dequantize Dilation2D Elu ExtractImagePatches FakeQuantWithMinMaxArgs
    FakeQuantWithMinMaxVars FakeQuantWithMinMaxVarsPerChannel FusedBatchNorm FusedBatchNormV2
    FusedBatchNormV3 FusedPadConv2D FusedResizeAndPadConv2D InTopK InTopKV2 L2Loss LRN LeakyRelu
    LogSoftmax MaxPool MaxPool3D MaxPoolV2 MaxPoolWithArgmax NthElement QuantizeAndDequantize
    QuantizeAndDequantizeV2 QuantizeAndDequantizeV3 QuantizeV2 Relu Relu6 Selu Softmax Softplus
    Softsign TopK TopKV2
"""

_IMAGES = """
    AdjustContrast AdjustContrastv2 AdjustHue AdjustSaturation CombinedNonMaxSuppression
    CropAndResize ExtractGlimpse GenerateBoundingBoxProposals HSVToRGB NonMaxSuppression
    NonMaxSuppressionV2 NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5
    NonMaxSuppressionWithOverlaps RGBToHSV ResizeArea ResizeBicubic ResizeBilinear
    ResizeNearestNeighbor ScaleAndTranslate
"""

_FLOW = """
    Assert Case CheckNumerics CheckNumericsV2 ControlTrigger EmptyTensorList Enter Exit FakeParam If
    LoopCond Merge NextIteration PartitionedCall StatefulPartitionedCall StatelessCase StatelessIf
    StatelessWhile Switch TensorArrayCloseV2 TensorArrayCloseV3 TensorArrayConcatV2
    TensorArrayConcatV3 TensorArrayGatherV2 TensorArrayGatherV3 TensorArrayReadV2
    TensorArrayReadV3 TensorArrayScatterV2 TensorArrayScatterV3 TensorArraySizeV2
    TensorArraySizeV3 TensorArraySplitV2 TensorArraySplitV3 TensorArrayV2 TensorArrayV3
    TensorArrayWriteV2 TensorArrayWriteV3 TensorListConcat TensorListConcatLists
    TensorListConcatV2 TensorListElementShape TensorListFromTensor TensorListGather
    TensorListGetItem TensorListLength TensorListPopBack TensorListPushBack
    TensorListPushBackBatch TensorListReserve TensorListResize TensorListScatter
    TensorListScatterV2 TensorListSetItem TensorListSplit TensorListStack While
"""

_CHANCE = """
    RandomShuffle RandomStandardNormal RandomUniform RandomUniformInt TruncatedNormal
"""

ALLOWED_OPS = frozenset(" ".join([_ARRAYS, _NUMBERS, _LAYERS, _IMAGES, _FLOW, _CHANCE]).split())
"""Names of operations, as in a NodeDef."""

VARIABLE_OPS = frozenset(
    ("ReadVariableOp", "VarHandleOp", "Variable", "VariableV2", "RestoreV2", "Restore")
)
"""Operations of a graph whose weights are in other files."""
