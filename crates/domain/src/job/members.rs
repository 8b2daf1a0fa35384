//! The documented properties of a work order, object by object, with the key of each collection.
//!
//! Each table first names the single values, then (after the semicolon) what is more than that.

use super::keys::Key;
use super::shape::{Members, Shape};
use Shape::{Array, List, Map, Object, Scalar, Scalars, Text, Texts, Time};

const ID: Key = Key::One("ID");
const NO_KEY: Key = Key::None;
const EXTENSIONS: Shape = Map(&Shape::Any);
const FLEX_ATTRS: Shape = Map(&Map(&Scalars));

macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident { $($scalar:ident)* ; $($name:ident: $shape:expr),* $(,)? })*) => {
        $($(#[$doc])* pub(super) const $table: Members =
            &sorted([$((stringify!($scalar), Scalar),)* $((stringify!($name), $shape),)*]);)*
    };
}

tables! {
    /// The work order itself.
    JOB {
        ActualEndDate ActualStartDate ActualTravelEndDate ActualTravelStartDate Billable CanReject CanResched
        CollectPayment Deleted Description DispatchStatus DispatchUTC EmailEstimate EmailInvoice EstimateEmailAddress
        ExcessiveService HardStop InJeopardy InvoiceEmailAddress IsDealerService IsDelivered IsRead IsRedacted
        NonTaxable OrderAmount OrderDate OrderNumFollowUp OrderSubStatus OrderSubType Paused PreviousBalance Priority
        ReasonCode ReferralSource RejectReasonCode Remarks RepeatCall SelectedCloseStatus SelectedCloseReason ShowPrice
        TechCreated Title UserAdjustedEndUTC UserAdjustedStartUTC UserAdjustedTravelEndUTC UserAdjustedTravelStartUTC
        WarrantyReasonCode;
        OrderNum: Text, OrderStatus: Text, OrderType: Text, UserName: Text, PrimaryUserName: Text,
        PlannedStartDate: Time, PlannedEndDate: Time, HelperTechs: Texts,
        Account: Object(ACCOUNT), Location: Object(LOCATION), RepairLocation: Object(REPAIR_LOCATION),
        AccountingPackage: Object(ACCOUNTING_PACKAGE), ApptSearchRequest: Object(APPT_SEARCH), ApptWnd: Object(APPT_WND),
        Alerts: List(Key::One("AlertID"), ALERT), AlertResponses: List(Key::One("AlertID"), ALERT_RESPONSE),
        Assets: List(Key::One("AssetNum"), ASSET), Claims: List(Key::One("ClaimNum"), CLAIM),
        Concessions: List(Key::One("ConcessionID"), CONCESSION), Credits: List(ID, CREDIT),
        Discounts: List(ID, DISCOUNT), Extensions: EXTENSIONS, FlexAttrs: FLEX_ATTRS, FlexForms: Scalars,
        FlexFormRules: Map(&Object(FLEX_FORM_RULE)), FlexView: List(ID, FLEX_VIEW),
        FlexFormsDisplayValues: List(Key::One("FlexFormID"), DISPLAY_VALUE), FollowupSchedule: Object(TIME_CONSTRAINT),
        IVRMessageOverrides: List(Key::One("code"), CHOICE), IVRMessages: Map(&Object(IVR_MESSAGE)),
        Invoice: Object(INVOICE), Items: List(ID, ITEM), MaxDiscounts: Map(&Object(MAX_DISCOUNT)),
        Notes: List(ID, NOTE), OrderSubStatusOverrides: List(Key::One("code"), CHOICE),
        OrderedItems: List(Key::Two("ProdNum", "PartOrderNum"), ORDERED_ITEM),
        PaymentRequest: Object(PAYMENT_REQUEST), Payments: List(ID, PAYMENT), Photos: List(ID, MEDIUM),
        PurchaseOrder: Object(PURCHASE_ORDER), RejectReasons: List(Key::One("code"), CHOICE),
        ReqDeposit: Object(REQ_DEPOSIT), ReschedReasons: List(Key::One("code"), CHOICE), Rules: Object(RULES),
        ServiceContracts: List(Key::Two("ContractID", "AssetNum"), SERVICE_CONTRACT),
        ServiceProvider: Object(SERVICE_PROVIDER), Signatures: List(NO_KEY, SIGNATURE), Surveys: Array,
        Tasks: List(Key::One("TaskID"), TASK), Taxes: Object(TAXES), TechNotes: List(ID, NOTE),
        TimeConstraints: List(ID, TIME_CONSTRAINT), Totals: Object(TOTALS), UnableToCollect: List(NO_KEY, UNCOLLECTED),
        Videos: List(ID, MEDIUM), Warranty: List(ID, WARRANTY),
    }

    ACCOUNT {
        AccountNum AccountType Name Notes TaxExempt TierPricingID Website;
        Addresses: List(NO_KEY, ADDRESS), Contacts: List(NO_KEY, CONTACT),
    }
    ADDRESS {
        AddrLine1 AddrLine2 AddrLine3 AddrLine4 AddrType City Country Intersection Lat Lon Region Zip Delete;
    }
    CONTACT { Email FirstName IsPrimary LastName Delete; Phones: List(NO_KEY, PHONE) }
    PHONE { PhoneNum PhoneType Delete; }
    LOCATION {
        Email LanguageID LocationNum Name Notes POReq ServiceAreaID SigReq StorageLocationID WorkCenter;
        Address: Object(ADDRESS), Contacts: List(NO_KEY, CONTACT),
    }
    REPAIR_LOCATION { Type; Address: Object(ADDRESS) }

    ACCOUNTING_PACKAGE { InvoiceNum IsSent SendDate; Extensions: EXTENSIONS }
    APPT_WND { Desc Earliest Latest; }
    APPT_SEARCH {
        OrderType OriginalOrderNum UserName;
        Account: Object(ACCOUNT), Assets: List(Key::One("AssetNum"), ASSET), FlexAttrs: FLEX_ATTRS, FlexForms: Scalars,
        Location: Object(LOCATION), RequiredParts: List(Key::Two("ProdNum", "PartOrderNum"), ORDERED_ITEM),
        TimeConstraints: List(ID, TIME_CONSTRAINT),
    }

    ALERT {
        AlertID AssetType Cost InWarranty IsActive Message ModelNumPattern ProdNumPattern RetailerID RetailerName
        SerialNumPattern SetInWarranty TemplateID URL Delete;
        AssetAge: Object(ASSET_AGE), Extensions: EXTENSIONS, FixedCharges: List(NO_KEY, FIXED_CHARGE),
        ServiceCodes: Array,
    }
    ASSET_AGE { Start End; }
    FIXED_CHARGE { ProdNum RefCode Delete; }
    ALERT_RESPONSE { AlertID Notes Response TemplateID Delete; }

    ASSET {
        AssetNum Desc InServiceDate IsComponent LastServiceDate Location Mfg Model ProdNum SerialNum Status Type Delete;
        FlexAttrs: FLEX_ATTRS, FlexForms: Scalars, FlexView: List(ID, FLEX_VIEW),
        FlexFormsDisplayValues: List(Key::One("FlexFormID"), DISPLAY_VALUE), ServiceCodes: Scalars,
        ServiceCodesDesc: Scalars, VerificationAPI: Object(VERIFICATION), VerificationQR: Object(VERIFICATION),
    }
    VERIFICATION { IsVerified VerificationDate; }

    FLEX_VIEW { ID Title Delete; Items: List(ID, FLEX_VIEW_ITEM) }
    FLEX_VIEW_ITEM { ID Label Value Delete; }
    FLEX_FORM_RULE { ; AttachToInvoice: Object(ATTACH_RULE) }
    ATTACH_RULE { CanOverride Value; }
    DISPLAY_VALUE { FlexFormID Title Delete; FlexGroups: List(NO_KEY, DISPLAY_GROUP) }
    DISPLAY_GROUP { Title Delete; FlexAttrs: List(NO_KEY, DISPLAY_ATTR) }
    DISPLAY_ATTR { FlexAttrID Label Value Delete; }

    CHOICE { code desc Delete; }
    IVR_MESSAGE { RequestID Type RefCode Status ContactName ContactNumber; Message: Object(IVR_TEXT) }
    IVR_TEXT { code desc; }
    NOTE { ID Author Date ReadOnly Text Delete; }
    MEDIUM { Date ID Note URL Delete; }
    SIGNATURE { Image ImageFmt Name Delete; }
    TIME_CONSTRAINT { ID Desc Type Delete; Period: Object(PERIOD) }
    PERIOD { Start End; }
    TASK {
        TaskID TaskType ActualStart ActualEnd Desc Dur Paused Priority SchedDur SchedEnd SchedStart Status Title Delete;
        Extensions: EXTENSIONS, FlexAttrs: FLEX_ATTRS, FlexForms: Scalars, FlexView: List(ID, FLEX_VIEW),
        FlexFormsDisplayValues: List(Key::One("FlexFormID"), DISPLAY_VALUE), Notes: List(ID, NOTE),
    }

    ITEM {
        ID AllowConcessions AllowDiscounts AssetNum BatchNum GeneralIncomeAccount IsAdvShip IsChargeable IsRet IsUnused
        NonDiscountable NonTaxable Price PriceOverrideFlag ProdNum Qty RefCode ReturnReasonCode SerialNum
        StorageLocationID SupersededPartsDesc Delete;
        DispositionReasons: List(NO_KEY, DISPOSITION), FlexView: List(ID, FLEX_VIEW), ProdAttrs: Object(PROD_ATTRS),
    }
    DISPOSITION { ReasonCode Desc Qty Delete; }
    PROD_ATTRS { Desc IsBatch IsInvCtrl IsSerialized ProdType; }
    ORDERED_ITEM {
        EstimatedDelivery PartOrderNum PartStatus Price ProdNum Qty ShipToLocation SupersededPartsDesc Urgency Delete;
        ProdAttrs: Object(PROD_ATTRS), SupersededParts: List(Key::One("ProdNum"), SUPERSEDED_PART),
    }
    SUPERSEDED_PART { ProdNum PartStatus Qty Delete; ProdAttrs: Object(PROD_ATTRS) }

    CLAIM { ClaimNum BatchNum SeqNum Status StatusDesc Amount Delete; }
    CONCESSION { ConcessionID Desc Fixed LookupCode Percentage Delete; Extensions: EXTENSIONS, ProdTypes: Scalars }
    CREDIT { ID Desc Amount Delete; }
    DISCOUNT { ID Desc Fixed IsApplied Percentage Delete; ProdTypes: Scalars }
    MAX_DISCOUNT { Percentage Fixed; }
    WARRANTY { ID Desc IsApplied Percentage Delete; ProdTypes: Scalars }
    INVOICE { Created CreateDate; }
    PAYMENT_REQUEST { Amount InvoiceID InvoiceNum InvoiceURL SendDateUTC; Recipient: Object(RECIPIENT) }
    RECIPIENT { FirstName LastName PhoneNum; EmailAddresses: Scalars }
    PAYMENT {
        Amount ID MaskedPAN PaymentUTC RawTransaction RefNum Source TransactionStatus TransactionType Type Delete;
    }
    PURCHASE_ORDER { Amount PONum; }
    REQ_DEPOSIT { IsApplied Fixed Percentage; }
    SERVICE_CONTRACT {
        AssetNum AuthorizationNum AuthorizationLimit BillToAccountNum ContractID ContractProvider CoverageEndDate
        CoverageStartDate RefNum Delete;
    }
    SERVICE_PROVIDER { NetworkAccountNum; }
    TAXES { ; OrderTypes: List(Key::One("OrderType"), TAX_ORDER_TYPE) }
    TAX_ORDER_TYPE { OrderType Delete; ProdTypes: Map(&Scalar) }
    TOTALS {
        ConcessionsTotal CreditTotal DepositTotal DiscountTotal LineItemTotal ReturnTotal GrandTotal TaxTotal;
        TaxByType: Map(&Scalar),
    }
    UNCOLLECTED { Amount AuthorizationNum Delete; }

    RULES {
        CanCreateNewOrder CanDuplicate CanEditAccount CanEditAsset CanEditDiscounts CanEditOrderType CanEditRepeatCall
        CanTakePhotos CanRequestMoreTime CanScanQRCode CanScheduleFollowup CanSendIVR CanSetChargeable
        CanSetDealerService CanSetLineItemTaxable CanSetPrice CanSetWorkOrderTaxable CanUseAlerts CanUseConcessions
        CanUseServiceContract CanVerifyAsset CombineDiscounts InWarranty IsAssetInstallDateReq IsAssetModelNumReq
        IsAssetSerialNumReq IsEstimateSigReq IsFollowUpRequestObjectReq IsHelperOrder IsOps IsShipLocationReq
        IsServiceCodeReq IsSigReq IsTravelRequired ModelNumPattern SerialNumPattern StackDiscounts
        ValidateMailOrderParts;
        Validations: Object(VALIDATIONS),
    }
    VALIDATIONS { AssetModelNumExists; }
}

/// Sorts a table by name while it is compiled, so that it can be written in any order and searched quickly.
const fn sorted<const N: usize>(mut table: [(&'static str, Shape); N]) -> [(&'static str, Shape); N] {
    let mut end = 1;
    while end < N {
        let mut at = end;
        while at > 0 && is_before(table[at].0, table[at - 1].0) {
            table.swap(at, at - 1);
            at -= 1;
        }
        end += 1;
    }
    table
}

const fn is_before(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return a[at] < b[at];
        }
        at += 1;
    }
    a.len() < b.len()
}

#[cfg(test)]
mod tests {
    use super::JOB;

    #[test]
    fn a_work_order_has_the_103_documented_properties_each_once_in_order() {
        assert!(JOB.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(JOB.len(), 103);
    }
}
